namespace PodKube.Sandbox.Access;

/// <summary>What is asked of the authorizer: a verb on a resource, or a verb on a path when <see cref="Path"/> is set.</summary>
internal sealed record AccessAttributes(string Verb)
{
    public string Group { get; init; } = string.Empty;

    public string Version { get; init; } = string.Empty;

    public string Resource { get; init; } = string.Empty;

    public string Subresource { get; init; } = string.Empty;

    public string Namespace { get; init; } = string.Empty;

    public string Name { get; init; } = string.Empty;

    /// <summary>The URL path of a request that is not for a resource; null for one that is.</summary>
    public string? Path { get; init; }

    public bool IsResourceRequest => Path is null;

    /// <summary>The resource as rules name it: <c>pods</c> or <c>pods/log</c>.</summary>
    public string CombinedResource => Subresource.Length == 0 ? Resource : $"{Resource}/{Subresource}";
}
