using System.Text.Json;

namespace PodKube.Client.Patches;

/// <summary>The field by which the items of a list are told apart.</summary>
internal static class ListKey
{
    // The merge keys of Kubernetes' own lists, the commonest first.
    private static readonly string[] s_candidates =
    [
        "name",
        "type",
        "mountPath",
        "devicePath",
        "containerPort",
        "port",
        "ip",
        "topologyKey",
        "uid",
        "key",
    ];

    /// <summary>The first field that every item of both lists has, each list with its own value in every item; null when there is none.</summary>
    public static string? Find(JsonElement left, JsonElement right) =>
        Array.Find(s_candidates, key => TellsApart(left, key) && TellsApart(right, key));

    /// <summary>The items by their key, in their order.</summary>
    public static Dictionary<string, JsonElement> Index(JsonElement list, string key) =>
        list.EnumerateArray().ToDictionary(item => item.GetProperty(key).ToString(), StringComparer.Ordinal);

    private static bool TellsApart(JsonElement list, string key)
    {
        HashSet<string> values = new(StringComparer.Ordinal);
        foreach (JsonElement item in list.EnumerateArray())
        {
            if (
                item.ValueKind != JsonValueKind.Object
                || !item.TryGetProperty(key, out JsonElement value)
                || value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number)
                || !values.Add(value.ToString())
            )
            {
                return false;
            }
        }

        return true;
    }
}
