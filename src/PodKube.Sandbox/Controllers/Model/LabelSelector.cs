using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Model;

/// <summary>A <c>metav1.LabelSelector</c> (or a plain label map) ready to be matched against objects.</summary>
internal sealed class LabelSelector
{
    private readonly List<KeyValuePair<string, string>> _labels = [];
    private readonly List<(string Key, string Operator, HashSet<string> Values)> _expressions = [];

    private LabelSelector()
    {
    }

    /// <summary>True where the selector has no requirement and so matches everything.</summary>
    public bool IsEmpty => _labels.Count == 0 && _expressions.Count == 0;

    /// <summary>Reads <c>matchLabels</c> and <c>matchExpressions</c>; null (no selector) matches nothing.</summary>
    public static LabelSelector? Parse(JsonNode? selector)
    {
        if (selector is not JsonObject)
        {
            return null;
        }

        LabelSelector result = FromLabels(selector.Map("matchLabels"));
        foreach (JsonObject expression in selector.Items("matchExpressions"))
        {
            result._expressions.Add((
                expression.Text("key") ?? "",
                expression.Text("operator") ?? "",
                expression.Texts("values").ToHashSet(StringComparer.Ordinal)));
        }

        return result;
    }

    /// <summary>A selector that asks for exactly these labels, as Services have it.</summary>
    public static LabelSelector FromLabels(JsonObject? labels)
    {
        LabelSelector result = new();
        foreach (KeyValuePair<string, JsonNode?> label in labels ?? [])
        {
            result._labels.Add(new(label.Key, label.Value.Text() ?? ""));
        }

        return result;
    }

    /// <summary>Whether the labels (an object's <c>metadata.labels</c>) meet every requirement.</summary>
    public bool Matches(JsonObject? labels)
    {
        foreach ((string key, string value) in _labels)
        {
            if (labels.Text(key) != value)
            {
                return false;
            }
        }

        return _expressions.TrueForAll(expression => Meets(labels, expression));
    }

    /// <summary>Whether the object's labels meet every requirement.</summary>
    public bool MatchesObject(JsonObject item) => Matches(item.Map("metadata", "labels"));

    private static bool Meets(JsonObject? labels, (string Key, string Operator, HashSet<string> Values) expression)
    {
        string? value = labels.Text(expression.Key);
        return expression.Operator switch
        {
            "In" => value is not null && expression.Values.Contains(value),
            "NotIn" => value is null || !expression.Values.Contains(value),
            "Exists" => value is not null,
            "DoesNotExist" => value is null,
            "Gt" => Compare(value, expression.Values) > 0,
            "Lt" => Compare(value, expression.Values) < 0,
            _ => false,
        };
    }

    // Gt and Lt exist in node selectors only; a value that is no number meets neither.
    private static int Compare(string? value, HashSet<string> bounds) =>
        long.TryParse(value, out long left) && bounds.Count == 1 && long.TryParse(bounds.First(), out long right)
            ? left.CompareTo(right)
            : 0;
}
