using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Apply;

/// <summary>Equality of node trees by value: member order does not matter, 1 equals 1.0.</summary>
internal static class JsonEquality
{
    public static bool Same(JsonNode? left, JsonNode? right)
    {
        switch (left)
        {
            case null:
                return right is null;
            case JsonObject before:
                return right is JsonObject after && SameMembers(before, after);
            case JsonArray items:
                return right is JsonArray others && SameElements(items, others);
            default:
                return right is JsonValue && SameScalar(left, right);
        }
    }

    /// <summary>Equality of two objects in all members but one, which either may lack.</summary>
    public static bool Same(JsonObject left, JsonObject right, string ignored)
    {
        if (left.Count - (left.ContainsKey(ignored) ? 1 : 0) != right.Count - (right.ContainsKey(ignored) ? 1 : 0))
        {
            return false;
        }

        foreach (var (name, value) in left)
        {
            if (name != ignored && (!right.TryGetPropertyValue(name, out var other) || !Same(value, other)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool SameMembers(JsonObject left, JsonObject right)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        foreach (var (name, value) in left)
        {
            if (!right.TryGetPropertyValue(name, out var other) || !Same(value, other))
            {
                return false;
            }
        }

        return true;
    }

    private static bool SameElements(JsonArray left, JsonArray right)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        for (var i = 0; i < left.Count; i++)
        {
            if (!Same(left[i], right[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool SameScalar(JsonNode left, JsonNode right)
    {
        if (left.AsText() is { } text)
        {
            return text == right.AsText();
        }

        if (left.AsLong() is { } number)
        {
            return number == right.AsLong();
        }

        return JsonNode.DeepEquals(left, right);
    }
}
