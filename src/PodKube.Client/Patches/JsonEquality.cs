using System.Text.Json;
using PodKube.Client.Yaml;

namespace PodKube.Client.Patches;

/// <summary>Whether two JSON values mean the same: the order of fields does not count, and 1.0 is 1.</summary>
internal static class JsonEquality
{
    public static bool AreEqual(JsonElement left, JsonElement right)
    {
        if (left.ValueKind != right.ValueKind)
        {
            return false;
        }

        return left.ValueKind switch
        {
            JsonValueKind.Object => AreObjectsEqual(left, right),
            JsonValueKind.Array => AreArraysEqual(left, right),
            JsonValueKind.String => left.ValueEquals(right.GetString()),
            JsonValueKind.Number => left.GetRawText() == right.GetRawText()
                || YamlNumberText.Format(left.GetRawText()) == YamlNumberText.Format(right.GetRawText()),
            _ => true,
        };
    }

    private static bool AreObjectsEqual(JsonElement left, JsonElement right)
    {
        int fields = 0;
        foreach (JsonProperty field in left.EnumerateObject())
        {
            fields++;
            if (!right.TryGetProperty(field.Name, out JsonElement other) || !AreEqual(field.Value, other))
            {
                return false;
            }
        }

        return fields == right.EnumerateObject().Count();
    }

    private static bool AreArraysEqual(JsonElement left, JsonElement right)
    {
        if (left.GetArrayLength() != right.GetArrayLength())
        {
            return false;
        }

        return left.EnumerateArray().Zip(right.EnumerateArray()).All(pair => AreEqual(pair.First, pair.Second));
    }
}
