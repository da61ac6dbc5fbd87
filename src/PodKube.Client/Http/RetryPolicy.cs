namespace PodKube.Client.Http;

/// <summary>When a request is sent again, and how long to wait before.</summary>
public sealed record RetryPolicy
{
    /// <summary>Nothing is ever sent twice.</summary>
    public static RetryPolicy None { get; } = new() { MaxRetries = 0 };

    /// <summary>How often a request is sent again at most. The default is 5.</summary>
    public int MaxRetries { get; init; } = 5;

    /// <summary>The longest single wait; a server that asks for more gets its failure reported instead. The default is 30 s.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The first wait where the server names none; it doubles from try to try. The default is 250 ms.</summary>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long to wait before sending again, where the server does not say.</summary>
    internal TimeSpan Backoff(int retry, Func<double> jitter)
    {
        TimeSpan full = BaseDelay * Math.Pow(2, Math.Min(retry, 16));
        TimeSpan capped = full < MaxDelay ? full : MaxDelay;
        return capped * (0.5 + (0.5 * jitter()));
    }
}
