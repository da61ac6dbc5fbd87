namespace PodKube.Manifests;

/// <summary>When a new cron job starts its jobs; what is null is left to the server.</summary>
internal sealed record CronJobOptions
{
    public required string Schedule { get; init; }

    public string? TimeZone { get; init; }

    public string? ConcurrencyPolicy { get; init; }

    public bool Suspend { get; init; }

    public TimeSpan? StartingDeadline { get; init; }

    public int? KeepSuccessful { get; init; }

    public int? KeepFailed { get; init; }
}
