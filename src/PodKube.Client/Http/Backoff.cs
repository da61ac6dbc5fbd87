namespace PodKube.Client.Http;

/// <summary>Waits that grow from failure to failure, with randomness so that many clients do not come back together.</summary>
/// <remarks>The figures are client-go's: https://github.com/kubernetes/client-go/blob/master/tools/cache/reflector.go</remarks>
internal sealed class Backoff(TimeProvider time, Func<double> jitter)
{
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    /// <summary>How many failures there were since the last success.</summary>
    internal int Failures { get; private set; }

    internal void Succeed() => Failures = 0;

    /// <summary>Counts a failure that needs no wait.</summary>
    internal void Fail() => Failures++;

    /// <summary>Waits after a failure; at least as long as the server asks.</summary>
    internal Task WaitAsync(TimeSpan? asked, CancellationToken cancellationToken)
    {
        TimeSpan full = s_first * Math.Pow(2, Math.Min(Failures++, 10));
        TimeSpan wait = (full < s_longest ? full : s_longest) * (0.5 + (0.5 * jitter()));
        return Task.Delay(asked > wait ? asked.Value : wait, time, cancellationToken);
    }
}
