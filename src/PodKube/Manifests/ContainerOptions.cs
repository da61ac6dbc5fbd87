namespace PodKube.Manifests;

/// <summary>One container of a pod template.</summary>
internal sealed record ContainerOptions
{
    public required string Name { get; init; }

    public required string Image { get; init; }

    public string? ImagePullPolicy { get; init; }

    public IReadOnlyList<ContainerPort> Ports { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];

    public IReadOnlyList<string> Command { get; init; } = [];

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Requests { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Limits { get; init; } = [];
}
