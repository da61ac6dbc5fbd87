namespace PodKube.Manifests;

/// <summary>How a new job runs; what is null is left to the server.</summary>
internal sealed record JobOptions
{
    public int? Completions { get; init; }

    public int? Parallelism { get; init; }

    public int? BackoffLimit { get; init; }

    public TimeSpan? Deadline { get; init; }

    public TimeSpan? KeepFinished { get; init; }
}
