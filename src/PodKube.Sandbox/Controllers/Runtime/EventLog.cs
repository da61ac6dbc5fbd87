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

    private readonly Dictionary<string, WrittenEvent> _written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Alike> _alike = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Bucket> _budgets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Bucket> _hosts = new(StringComparer.Ordinal);
    private readonly Queue<WrittenEvent> _order = new();
    private long _lastNumber;

    /// <summary>How many events are kept.</summary>
    public int Limit { get; } = limit;

    /// <summary>A token bucket for each source and object: 25 at once, then one in five minutes.</summary>
    public bool MayWrite(string source, DateTimeOffset now)
    {
        Bound(_budgets);
        return BucketOf(_budgets, source, Burst, now).Take(Burst, 1 / s_refill.TotalSeconds, now);
    }

    /// <summary>
    /// A token bucket for each node, as a kubelet has one (eventRecordQPS): 50 in a second. What may come at once is ten times a kubelet's, because pods start
    /// here in no time.
    /// </summary>
    public bool MayWriteFrom(string host, DateTimeOffset now) => BucketOf(_hosts, host, HostBurst, now).Take(HostBurst, HostRefillPerSecond, now);

    /// <summary>How many different messages of one kind there were lately, this one included.</summary>
    public int CountAlike(string alike, string message, DateTimeOffset now, TimeSpan window)
    {
        Bound(_alike);
        if (!_alike.TryGetValue(alike, out Alike? known) || now - known.Last > window)
        {
            _alike[alike] = known = new Alike(message);
        }

        known.Last = now;
        return known.Count(message);
    }

    /// <summary>The event that was written under this identity; null where there is none.</summary>
    public WrittenEvent? Find(string identity) => _written.GetValueOrDefault(identity);

    public void Remember(WrittenEvent written)
    {
        _written[written.Identity] = written;
        _order.Enqueue(written);
    }

    /// <summary>The oldest event while there are more than the limit; the caller deletes it.</summary>
    public WrittenEvent? TakeExcess()
    {
        if (_order.Count <= Limit || !_order.TryDequeue(out WrittenEvent? oldest))
        {
            return null;
        }

        if (_written.TryGetValue(oldest.Identity, out WrittenEvent? known) && known.Uid == oldest.Uid)
        {
            _written.Remove(oldest.Identity);
        }

        return oldest;
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

    private static Bucket BucketOf(Dictionary<string, Bucket> buckets, string name, double full, DateTimeOffset now)
    {
        if (!buckets.TryGetValue(name, out Bucket? bucket))
        {
            buckets[name] = bucket = new Bucket(full, now);
        }

        return bucket;
    }

    private sealed class Bucket(double tokens, DateTimeOffset at)
    {
        private double _tokens = tokens;
        private DateTimeOffset _at = at;

        public bool Take(double capacity, double perSecond, DateTimeOffset now)
        {
            _tokens = Math.Min(capacity, _tokens + ((now - _at).TotalSeconds * perSecond));
            _at = now;
            if (_tokens < 1)
            {
                return false;
            }

            _tokens--;
            return true;
        }
    }

    /// <summary>Messages that differ in their text alone. Most are said once, so a set is made for the second one only.</summary>
    private sealed class Alike(string first)
    {
        private HashSet<string>? _messages;

        public DateTimeOffset Last { get; set; }

        public int Count(string message)
        {
            if (_messages is null && message == first)
            {
                return 1;
            }

            _messages ??= new HashSet<string>(StringComparer.Ordinal) { first };
            _messages.Add(message);
            return _messages.Count;
        }
    }
}
