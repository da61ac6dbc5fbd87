using System.Text.Json.Nodes;

namespace PodKube.Client.Access;

/// <summary>A rule of a Role or ClusterRole.</summary>
/// <remarks>https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/role-v1/</remarks>
public sealed record RbacRule
{
    private const string Any = "*";

    /// <summary>The API groups; empty text for the core group, <c>*</c> for all.</summary>
    public IReadOnlyList<string> ApiGroups { get; init; } = [];

    /// <summary>The resources with their subresource: <c>pods/log</c>, <c>*/scale</c>, <c>*</c>.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>The names of the only objects that are meant; empty for all.</summary>
    public IReadOnlyList<string> ResourceNames { get; init; } = [];

    /// <summary>The paths; a star at the end stands for anything.</summary>
    public IReadOnlyList<string> NonResourceUrls { get; init; } = [];

    /// <summary>The verbs; <c>*</c> for all.</summary>
    public IReadOnlyList<string> Verbs { get; init; } = [];

    /// <summary>Reads a rule as the API writes it.</summary>
    public static RbacRule From(JsonNode? rule) => new()
    {
        ApiGroups = Texts(rule, "apiGroups"),
        Resources = Texts(rule, "resources"),
        ResourceNames = Texts(rule, "resourceNames"),
        NonResourceUrls = Texts(rule, "nonResourceURLs"),
        Verbs = Texts(rule, "verbs"),
    };

    /// <summary>Whether the rule gives the right; by the rules of the RBAC authorizer.</summary>
    /// <remarks>https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/rbac/v1/evaluation_helpers.go</remarks>
    public bool Covers(AccessRight right)
    {
        ArgumentNullException.ThrowIfNull(right);
        if (!Verbs.Contains(Any) && !Verbs.Contains(right.Verb))
        {
            return false;
        }

        return right.Path is not null
            ? NonResourceUrls.Any(url => url == Any || url == right.Path || (url.EndsWith('*') && right.Path.StartsWith(url.TrimEnd('*'), StringComparison.Ordinal)))
            : (ApiGroups.Contains(Any) || ApiGroups.Contains(right.Group)) && CoversResource(right.Resource) && CoversName(right.Name);
    }

    /// <summary>All rights that the rule gives, each alone; wildcards stay wildcards.</summary>
    public IEnumerable<AccessRight> Split()
    {
        IEnumerable<string?> names = ResourceNames.Count == 0 ? new string?[] { null } : [.. ResourceNames];
        IEnumerable<AccessRight> paths = from verb in Verbs from url in NonResourceUrls select new AccessRight(verb, "", "", null, url);
        IEnumerable<AccessRight> resources =
            from verb in Verbs from apiGroup in ApiGroups from resource in Resources from name in names
            select new AccessRight(verb, apiGroup, resource, name, null);
        return paths.Concat(resources);
    }

    /// <summary>The rule as the API writes it.</summary>
    public JsonObject ToJson()
    {
        JsonObject json = [];
        if (NonResourceUrls.Count > 0)
        {
            json["nonResourceURLs"] = Array(NonResourceUrls);
        }
        else
        {
            json["apiGroups"] = Array(ApiGroups);
            json["resources"] = Array(Resources);
        }

        if (ResourceNames.Count > 0)
        {
            json["resourceNames"] = Array(ResourceNames);
        }

        json["verbs"] = Array(Verbs);
        return json;
    }

    private bool CoversResource(string resource)
    {
        int slash = resource.IndexOf('/', StringComparison.Ordinal);
        return Resources.Contains(Any) || Resources.Contains(resource) || (slash > 0 && Resources.Contains(Any + resource[slash..]));
    }

    private bool CoversName(string? name) => ResourceNames.Count == 0 || (name is not null && ResourceNames.Contains(name));

    private static IReadOnlyList<string> Texts(JsonNode? rule, string field) =>
        rule?[field] is JsonArray items ? [.. items.Select(static i => i?.GetValue<string>() ?? "")] : [];

    private static JsonArray Array(IEnumerable<string> items) => new([.. items.Select(static i => (JsonNode)i)]);
}
