using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server.Selection;

/// <summary>A set of labels to look for: from the query of a list, or from an object's spec.selector.</summary>
internal sealed class LabelSelector(IReadOnlyList<LabelRequirement> requirements)
{
    public static LabelSelector Everything { get; } = new([]);

    public static LabelSelector Nothing { get; } = new([new LabelRequirement("", "in", [])]);

    public IReadOnlyList<LabelRequirement> Requirements { get; } = requirements;

    public bool IsEmpty => Requirements.Count == 0;

    /// <summary>Reads the query form: a=b,c in (d,e),!f.</summary>
    /// <exception cref="ApiStatusException">400 with the parser's message.</exception>
    public static LabelSelector Parse(string? text) => string.IsNullOrEmpty(text) ? Everything : new LabelSelectorParser(text).Parse();

    /// <summary>Reads the object form, matchLabels and matchExpressions; null selects nothing, empty selects everything.</summary>
    public static LabelSelector FromObject(JsonObject? selector)
    {
        if (selector is null)
        {
            return Nothing;
        }

        var requirements = new List<LabelRequirement>();
        foreach (var (key, value) in selector.GetObject("matchLabels").TextMembers())
        {
            requirements.Add(new LabelRequirement(key, "in", [value]));
        }

        foreach (var expression in selector.GetArray("matchExpressions").Objects())
        {
            requirements.Add(new LabelRequirement(
                expression.GetText("key") ?? "",
                expression.GetText("operator") switch
                {
                    "In" => "in",
                    "NotIn" => "notin",
                    "Exists" => "exists",
                    _ => "!",
                },
                [.. expression.GetArray("values").Texts()]));
        }

        return new LabelSelector(requirements);
    }

    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        foreach (var requirement in Requirements)
        {
            if (!requirement.Matches(labels))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The query form of an object's selector, as /scale and tables show it.</summary>
    public override string ToString() => string.Join(',', Requirements.OrderBy(requirement => requirement.Key, StringComparer.Ordinal).Select(Format));

    private static string Format(LabelRequirement requirement) => requirement.Operator switch
    {
        "in" when requirement.Values.Count == 1 => requirement.Key + "=" + requirement.Values.First(),
        "in" or "notin" => $"{requirement.Key} {requirement.Operator} ({string.Join(',', requirement.Values)})",
        "exists" => requirement.Key,
        _ => "!" + requirement.Key,
    };
}
