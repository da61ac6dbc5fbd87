using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Access;

/// <summary>Lists of texts between objects and the decisions made from them.</summary>
internal static class JsonLists
{
    public static string TextOrEmpty(this JsonObject? parent, string name) => parent.GetText(name) ?? string.Empty;

    public static ImmutableArray<string> GetTexts(this JsonObject? parent, string name) => [.. parent.GetArray(name).Texts()];

    public static JsonArray ToJson(this IEnumerable<string> texts)
    {
        var array = new JsonArray();
        foreach (string text in texts)
        {
            array.Add((JsonNode)text);
        }

        return array;
    }
}
