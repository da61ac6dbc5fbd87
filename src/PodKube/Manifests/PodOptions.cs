namespace PodKube.Manifests;

/// <summary>The pods that a new workload makes: one container each.</summary>
internal sealed record PodOptions
{
    public required ContainerOptions Container { get; init; }

    public string? ServiceAccount { get; init; }

    /// <summary>When containers are started again; null for the server's default, which jobs do not take.</summary>
    public string? RestartPolicy { get; init; }
}
