namespace PodKube.Commands;

/// <summary>Turns a person's limit into a timer's.</summary>
internal static class TimerLimit
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>The limit; for ever where there is none, or one that is longer than a timer can hold (49 days).</summary>
    public static TimeSpan Of(TimeSpan? limit) => limit is { } given && given <= s_longest ? given : Timeout.InfiniteTimeSpan;
}
