namespace PodKube.Client.Config;

/// <summary>What stands in a file that somebody, mostly the kubelet, replaces from time to time: a token, a certificate, an authority.</summary>
/// <remarks>
/// Clients shall read a token again at least once a minute, and keep the last one when that fails:
/// https://github.com/kubernetes/kubernetes/issues/68164.
/// </remarks>
/// <param name="time">Measures the minute.</param>
/// <param name="read">
/// Reads the file. It gets what was read last, null at first, and gives that back where the file says the same or cannot be read now.
/// </param>
internal sealed class ReplacedFile<T>(TimeProvider time, Func<T?, T> read)
    where T : class
{
    // One minute less ten seconds, so that a request that begins at the end of the minute still carries what is fresh.
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(60 - 10);

    private readonly object _lock = new();
    private T? _last;
    private long _readAt;

    /// <summary>What was read last, while that is fresh; else what the file says now.</summary>
    internal T Get()
    {
        lock (_lock)
        {
            return _last is not null && time.GetElapsedTime(_readAt) < s_period ? _last : ReadAgain();
        }
    }

    /// <summary>After what was read was refused: reads at once, unless something else has been read since.</summary>
    internal T Renew(Predicate<T> isRefused)
    {
        lock (_lock)
        {
            return _last is not null && !isRefused(_last) ? _last : ReadAgain();
        }
    }

    private T ReadAgain()
    {
        _last = read(_last);
        _readAt = time.GetTimestamp();
        return _last;
    }
}
