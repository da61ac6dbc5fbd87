using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Storage;

/// <summary>Reads of node trees that answer null where a member is missing or of another type, so that callers need no casts.</summary>
internal static class JsonAccess
{
    public static JsonObject? GetObject(this JsonObject? node, string name) => node?[name] as JsonObject;

    public static JsonArray? GetArray(this JsonObject? node, string name) => node?[name] as JsonArray;

    public static string? GetText(this JsonObject? node, string name) => node?[name].AsText();

    public static long? GetLong(this JsonObject? node, string name) => node?[name].AsLong();

    public static bool? GetBool(this JsonObject? node, string name) =>
        node?[name] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;

    public static string? AsText(this JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static long? AsLong(this JsonNode? node) => node is not JsonValue value
        ? null
        : value.TryGetValue<long>(out var number) ? number
        : value.TryGetValue<int>(out var small) ? small
        : value.TryGetValue<double>(out var real) && Math.Floor(real) == real && Math.Abs(real) < 9e15 ? (long)real
        : null;

    /// <summary>The object of that name, made where it is missing or no object.</summary>
    public static JsonObject EnsureObject(this JsonObject node, string name)
    {
        if (node[name] is JsonObject present)
        {
            return present;
        }

        var created = new JsonObject();
        node[name] = created;
        return created;
    }

    /// <summary>The array of that name, made where it is missing or no array.</summary>
    public static JsonArray EnsureArray(this JsonObject node, string name)
    {
        if (node[name] is JsonArray present)
        {
            return present;
        }

        var created = new JsonArray();
        node[name] = created;
        return created;
    }

    /// <summary>Sets a member that is missing; leaves one that is there.</summary>
    public static void SetDefault(this JsonObject node, string name, Func<JsonNode> value)
    {
        if (node[name] is null)
        {
            node[name] = value();
        }
    }

    /// <summary>Follows object members; null as soon as one is missing.</summary>
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            node = (node as JsonObject)?[name];
        }

        return node;
    }

    /// <summary>The objects of an array; other elements are passed over.</summary>
    public static IEnumerable<JsonObject> Objects(this JsonArray? array) => array?.OfType<JsonObject>() ?? [];

    /// <summary>The strings of an array; other elements are passed over.</summary>
    public static IEnumerable<string> Texts(this JsonArray? array)
    {
        foreach (var node in array ?? [])
        {
            if (node.AsText() is { } text)
            {
                yield return text;
            }
        }
    }

    /// <summary>The string members of an object, as a dictionary.</summary>
    public static Dictionary<string, string> TextMembers(this JsonObject? node)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in node ?? [])
        {
            if (value.AsText() is { } text)
            {
                members[name] = text;
            }
        }

        return members;
    }
}
