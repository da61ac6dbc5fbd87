namespace PodKube.Manifests;

/// <summary>A deployment of one container, as a person would describe it.</summary>
internal sealed record DeploymentOptions
{
    public required string Name { get; init; }

    public required string Namespace { get; init; }

    public required int Replicas { get; init; }

    public string? ServiceAccount { get; init; }

    /// <summary>Labels besides <c>app</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Labels { get; init; } = [];

    public required ContainerOptions Container { get; init; }
}
