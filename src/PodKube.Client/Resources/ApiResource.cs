namespace PodKube.Client.Resources;

/// <summary>A kind of objects that the server serves, in one version.</summary>
public sealed record ApiResource
{
    /// <summary>The API group, empty for the core group.</summary>
    public string Group { get; init; } = "";

    /// <summary>The version, for instance <c>v1</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The kind, for instance <c>Deployment</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The name in paths and RBAC rules, for instance <c>deployments</c>.</summary>
    public required string Plural { get; init; }

    /// <summary>The name of one, for instance <c>deployment</c>; empty when the server gives none.</summary>
    public string Singular { get; init; } = "";

    /// <summary>The short names, for instance <c>deploy</c>.</summary>
    public IReadOnlyList<string> ShortNames { get; init; } = [];

    /// <summary>The categories, for instance <c>all</c>.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Whether the objects live in namespaces.</summary>
    public bool Namespaced { get; init; }

    /// <summary>The verbs it takes.</summary>
    public IReadOnlyList<string> Verbs { get; init; } = [];

    /// <summary>Its subresources.</summary>
    public IReadOnlyList<ApiSubresource> Subresources { get; init; } = [];

    /// <summary>The group and version as objects carry them: <c>v1</c>, <c>apps/v1</c>.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The name with its group as RBAC and kubectl write it: <c>pods</c>, <c>deployments.apps</c>.</summary>
    public string QualifiedName => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>Whether the resource takes <paramref name="verb"/>.</summary>
    public bool Supports(string verb) => Verbs.Contains(verb);

    /// <summary>The qualified name with the version: <c>deployments.v1.apps</c>.</summary>
    public override string ToString() => Group.Length == 0 ? $"{Plural}.{Version}" : $"{Plural}.{Version}.{Group}";
}
