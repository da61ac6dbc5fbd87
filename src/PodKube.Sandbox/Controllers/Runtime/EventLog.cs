using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Runtime;

/// <summary>What the event recorder remembers of the events that it wrote; bounded, as the recorder's caches are.</summary>
internal sealed class EventLog(int limit)
{
    private const int Burst = 25;
    private const int HostBurst = 1000;
    private const int HostRefillPerSecond = 50;
    private const int MemoryLimit = 20_000;
    private static readonly TimeSpan s_refill = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, (ObjectKey Key, string Uid)> _written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (HashSet<string> Messages, DateTimeOffset Last)> _alike = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (double Tokens, DateTimeOffset At)> _budgets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (double Tokens, DateTimeOffset At)> _hosts = new(StringComparer.Ordinal);
    private readonly Queue<(string Identity, ObjectKey Key, string Uid)> _order = new();
    private long _lastNumber;

    /// <summary>How many events are kept.</summary>
    public int Limit { get; } = limit;

    /// <summary>A token bucket for each source and object: 25 at once, then one in five minutes.</summary>
    public bool MayWrite(string source, DateTimeOffset now)
    {
        Bound(_budgets);
        (double tokens, DateTimeOffset at) = _budgets.TryGetValue(source, out (double, DateTimeOffset) known) ? known : (Burst, now);
        tokens = Math.Min(Burst, tokens + ((now - at) / s_refill));
        _budgets[source] = (tokens >= 1 ? tokens - 1 : tokens, now);
        return tokens >= 1;
    }

    /// <summary>
    /// A token bucket for each node, as a kubelet has one (eventRecordQPS): 50 in a second. What may come at once is ten times a kubelet's, because pods start
    /// here in no time.
    /// </summary>
    public bool MayWriteFrom(string host, DateTimeOffset now)
    {
        (double tokens, DateTimeOffset at) = _hosts.TryGetValue(host, out (double, DateTimeOffset) known) ? known : (HostBurst, now);
        tokens = Math.Min(HostBurst, tokens + ((now - at).TotalSeconds * HostRefillPerSecond));
        _hosts[host] = (tokens >= 1 ? tokens - 1 : tokens, now);
        return tokens >= 1;
    }

    /// <summary>How many different messages of one kind there were lately, this one included.</summary>
    public int CountAlike(string alike, string message, DateTimeOffset now, TimeSpan window)
    {
        Bound(_alike);
        HashSet<string> messages = _alike.TryGetValue(alike, out (HashSet<string> Messages, DateTimeOffset Last) known) && now - known.Last <= window
            ? known.Messages
            : new HashSet<string>(StringComparer.Ordinal);
        messages.Add(message);
        _alike[alike] = (messages, now);
        return messages.Count;
    }

    public (ObjectKey Key, string Uid)? Find(string identity) => _written.TryGetValue(identity, out (ObjectKey, string) known) ? known : null;

    public void Remember(string identity, ObjectKey key, string uid)
    {
        _written[identity] = (key, uid);
        _order.Enqueue((identity, key, uid));
    }

    /// <summary>The oldest event while there are more than the limit; the caller deletes it.</summary>
    public (ObjectKey Key, string Uid)? TakeExcess()
    {
        if (_order.Count <= Limit || !_order.TryDequeue(out (string Identity, ObjectKey Key, string Uid) oldest))
        {
            return null;
        }

        if (_written.TryGetValue(oldest.Identity, out (ObjectKey Key, string Uid) known) && known.Uid == oldest.Uid)
        {
            _written.Remove(oldest.Identity);
        }

        return (oldest.Key, oldest.Uid);
    }

    /// <summary>A number for an event's name: the time in nanoseconds, and never the same twice.</summary>
    public long NextNumber(DateTimeOffset now)
    {
        _lastNumber = Math.Max(_lastNumber + 1, (now - DateTimeOffset.UnixEpoch).Ticks * 100);
        return _lastNumber;
    }

    // Forgetting everything now and then costs a duplicate event; keeping everything would cost memory for ever.
    private static void Bound<T>(Dictionary<string, T> cache)
    {
        if (cache.Count > MemoryLimit)
        {
            cache.Clear();
        }
    }
}
