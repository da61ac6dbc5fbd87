using PodKube.Client.Access;
using PodKube.Client.Resources;

namespace PodKube.Commands;

/// <summary>Makes the questions of Test-KubeAccess: one for every verb, kind and name, or verb and path.</summary>
/// <param name="find">Finds a kind by any of its names; takes names that are not served as they stand.</param>
internal sealed class AccessQuestions(Func<string, ApiResource> find)
{
    public required IReadOnlyList<string> Verbs { get; init; }

    /// <summary>The API groups of the resources; empty lets the server say which.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    public IReadOnlyList<string> Names { get; init; } = [];

    public string? Subresource { get; init; }

    /// <summary>The namespace; null for the whole cluster.</summary>
    public string? Namespace { get; init; }

    /// <summary>Whether the namespace was named, and not only the session's: cluster-scoped kinds have none of their own then.</summary>
    public bool IsPlaceGiven { get; init; }

    /// <exception cref="ArgumentException">A path is none.</exception>
    public IEnumerable<AccessQuestion> AboutPaths(IEnumerable<string> paths) =>
        from path in paths.Select(CheckPath)
        from verb in Verbs
        select new AccessQuestion { Verb = Lower(verb), Path = path };

    public IEnumerable<AccessQuestion> AboutResources(IEnumerable<string> resources)
    {
        IEnumerable<string?> names = Names.Count == 0 ? new string?[] { null } : [.. Names];
        return
            from resource in resources
            from kind in Kinds(ResourceName.Parse(resource))
            from name in names
            from verb in Verbs
            select kind with { Verb = Lower(verb), Name = name };
    }

    /// <summary>The question whether a right is there that was needed.</summary>
    public static AccessQuestion About(AccessNeed need)
    {
        string[] resource = need.Right.Resource.Split('/', 2);
        return new AccessQuestion
        {
            Verb = need.Right.Verb,
            Group = need.Right.Group,
            Resource = resource[0],
            Subresource = resource.Length > 1 ? resource[1] : "",
            Namespace = need.Namespace,
            Name = need.Right.Name,
            Path = need.Right.Path,
        };
    }

    private IEnumerable<AccessQuestion> Kinds(ResourceName resource)
    {
        if (Groups.Count == 0)
        {
            return [Question(find(resource.Kind), resource)];
        }

        // A rule says group and resource as RBAC knows them; where it also says the place, there is nothing to ask the server.
        return Groups.Select(group => Question(IsPlaceGiven || resource.Kind == "*" || group == "*" ? Taken(group, resource) : find(Named(group, resource)), resource));
    }

    private AccessQuestion Question(ApiResource kind, ResourceName resource) => new()
    {
        Verb = "",
        Group = kind.Group,
        Resource = kind.Plural,
        Subresource = Subresource is { Length: > 0 } given ? given : resource.Subresource,
        Namespace = kind.Namespaced && !string.IsNullOrEmpty(Namespace) ? Namespace : null,
    };

    private static ApiResource Taken(string group, ResourceName resource) =>
        new() { Group = group, Version = "*", Kind = resource.Kind, Plural = resource.Kind, Namespaced = true };

    private static string Named(string group, ResourceName resource) => group.Length > 0 ? $"{resource.Kind}.{group}" : resource.Kind;

    private static string CheckPath(string path) => path == "*" || path.StartsWith('/')
        ? path
        : throw new ArgumentException($"'{path}' is no path on the server: it must begin with a slash, or be * for all.");

#pragma warning disable CA1308 // RBAC's verbs are lower case.
    private static string Lower(string verb) => verb.ToLowerInvariant();
#pragma warning restore CA1308
}
