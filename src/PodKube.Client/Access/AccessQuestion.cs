namespace PodKube.Client.Access;

/// <summary>A question to the server: may I do that?</summary>
public sealed record AccessQuestion
{
    /// <summary>The verb of RBAC, for instance <c>list</c>.</summary>
    public required string Verb { get; init; }

    /// <summary>The API group; empty for the core group, <c>*</c> for all.</summary>
    public string Group { get; init; } = "";

    /// <summary>The resource in plural, <c>*</c> for all; empty when <see cref="Path"/> is asked about.</summary>
    public string Resource { get; init; } = "";

    /// <summary>The subresource; empty for none.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>The namespace; null asks about the whole cluster.</summary>
    public string? Namespace { get; init; }

    /// <summary>The object's name; null asks about all of them.</summary>
    public string? Name { get; init; }

    /// <summary>A path that is not a resource, for instance <c>/healthz</c>; null for resources.</summary>
    public string? Path { get; init; }
}
