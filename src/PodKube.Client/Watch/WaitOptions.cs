namespace PodKube.Client.Watch;

/// <summary>How to wait.</summary>
public sealed record WaitOptions
{
    /// <summary>How long to wait; <see cref="Timeout.InfiniteTimeSpan"/> for ever. The default is 30 s, as kubectl's.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
