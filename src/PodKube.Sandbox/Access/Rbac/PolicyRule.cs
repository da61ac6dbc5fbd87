using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Access.Rbac;

/// <summary>One rule of a role: what may be done with which resources, or with which paths.</summary>
internal sealed record PolicyRule
{
    private const string All = "*";

    public ImmutableArray<string> Verbs { get; init; } = [];

    public ImmutableArray<string> ApiGroups { get; init; } = [];

    public ImmutableArray<string> Resources { get; init; } = [];

    public ImmutableArray<string> ResourceNames { get; init; } = [];

    public ImmutableArray<string> NonResourceUrls { get; init; } = [];

    public static PolicyRule Parse(JsonObject rule) => new()
    {
        Verbs = rule.GetTexts("verbs"),
        ApiGroups = rule.GetTexts("apiGroups"),
        Resources = rule.GetTexts("resources"),
        ResourceNames = rule.GetTexts("resourceNames"),
        NonResourceUrls = rule.GetTexts("nonResourceURLs"),
    };

    public static ImmutableArray<PolicyRule> ParseAll(JsonObject role) => [.. role.GetArray("rules").Objects().Select(Parse)];

    public JsonObject ToJson()
    {
        var rule = new JsonObject { ["verbs"] = Verbs.ToJson() };
        AddTo(rule, "apiGroups", ApiGroups);
        AddTo(rule, "resources", Resources);
        AddTo(rule, "resourceNames", ResourceNames);
        AddTo(rule, "nonResourceURLs", NonResourceUrls);
        return rule;
    }

    public bool Allows(RequestInfo request) => !request.IsResourceRequest
        ? Matches(Verbs, request.Verb) && MatchesPath(request.Path)
        : Matches(Verbs, request.Verb)
            && Matches(ApiGroups, request.ApiGroup)
            && MatchesResource(request)
            && (ResourceNames.IsEmpty || ResourceNames.Contains(request.Name));

    /// <summary>The rule as an escalation message writes it: Go's %q of each list that is not empty.</summary>
    public override string ToString()
    {
        var parts = new List<string>(5);
        Describe(parts, "APIGroups", ApiGroups);
        Describe(parts, "Resources", Resources);
        Describe(parts, "NonResourceURLs", NonResourceUrls);
        Describe(parts, "ResourceNames", ResourceNames);
        Describe(parts, "Verbs", Verbs);
        return "{" + string.Join(", ", parts) + "}";
    }

    private static bool Matches(ImmutableArray<string> allowed, string wanted)
    {
        foreach (string one in allowed)
        {
            if (one == All || one == wanted)
            {
                return true;
            }
        }

        return false;
    }

    private bool MatchesResource(RequestInfo request)
    {
        string combined = request.Subresource.Length == 0 ? request.Resource : $"{request.Resource}/{request.Subresource}";
        foreach (string resource in Resources)
        {
            if (resource == All || resource == combined)
            {
                return true;
            }

            // "*/scale" is that subresource of every resource.
            if (request.Subresource.Length > 0
                && resource.StartsWith("*/", StringComparison.Ordinal)
                && resource.AsSpan(2).SequenceEqual(request.Subresource))
            {
                return true;
            }
        }

        return false;
    }

    private bool MatchesPath(string path)
    {
        foreach (string url in NonResourceUrls)
        {
            if (url == All || url == path
                || (url.EndsWith('*') && path.StartsWith(url.TrimEnd('*'), StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    private static void AddTo(JsonObject rule, string name, ImmutableArray<string> values)
    {
        if (!values.IsEmpty)
        {
            rule[name] = values.ToJson();
        }
    }

    private static void Describe(List<string> parts, string name, ImmutableArray<string> values)
    {
        if (!values.IsEmpty)
        {
            parts.Add($"{name}:{GoText.Quote(values)}");
        }
    }
}
