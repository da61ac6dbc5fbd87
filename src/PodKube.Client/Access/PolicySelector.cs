using System.Text.Json.Nodes;

namespace PodKube.Client.Access;

/// <summary>A label selector of an aggregation rule.</summary>
/// <remarks>https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements</remarks>
public sealed class PolicySelector
{
    private readonly List<Func<IReadOnlyDictionary<string, string>, bool>> _conditions = [];

    /// <summary>Reads a selector of matchLabels and matchExpressions.</summary>
    public static PolicySelector Read(JsonNode? selector)
    {
        PolicySelector read = new();
        foreach ((string key, JsonNode? value) in selector?["matchLabels"] as JsonObject ?? [])
        {
            string wanted = value?.GetValue<string>() ?? "";
            read._conditions.Add(labels => labels.TryGetValue(key, out string? found) && found == wanted);
        }

        foreach (JsonNode? expression in selector?["matchExpressions"] as JsonArray ?? [])
        {
            read._conditions.Add(Condition(expression));
        }

        return read;
    }

    /// <summary>Whether the labels fit; a selector without conditions fits all.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels) => _conditions.TrueForAll(condition => condition(labels));

    private static Func<IReadOnlyDictionary<string, string>, bool> Condition(JsonNode? expression)
    {
        string key = expression?["key"]?.GetValue<string>() ?? "";
        HashSet<string> values = expression?["values"] is JsonArray list ? [.. list.Select(static v => v?.GetValue<string>() ?? "")] : [];
        return expression?["operator"]?.GetValue<string>() switch
        {
            "In" => labels => labels.TryGetValue(key, out string? found) && values.Contains(found),
            "NotIn" => labels => !labels.TryGetValue(key, out string? found) || !values.Contains(found),
            "Exists" => labels => labels.ContainsKey(key),
            "DoesNotExist" => labels => !labels.ContainsKey(key),
            _ => static _ => false,
        };
    }
}
