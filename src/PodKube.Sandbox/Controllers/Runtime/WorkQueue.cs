using System.Diagnostics.CodeAnalysis;

namespace PodKube.Sandbox.Controllers.Runtime;

/// <summary>
/// What the controllers have still to look at: each item once, first in first out, later ones held until their time.
/// Not thread-safe: the runtime's one dispatcher owns it.
/// </summary>
internal sealed class WorkQueue(TimeProvider clock)
{
    private static readonly TimeSpan s_firstBackoff = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan s_longestBackoff = TimeSpan.FromMinutes(5);

    private readonly Queue<WorkItem> _ready = new();
    private readonly HashSet<WorkItem> _queued = [];
    private readonly PriorityQueue<WorkItem, DateTimeOffset> _later = new();
    private readonly Dictionary<WorkItem, DateTimeOffset> _due = [];
    private readonly Dictionary<WorkItem, int> _failures = [];

    /// <summary>When the earliest held item is due; null where none is held.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            while (_later.TryPeek(out WorkItem? item, out DateTimeOffset due))
            {
                if (_due.TryGetValue(item, out DateTimeOffset wanted) && wanted == due)
                {
                    return due;
                }

                _later.Dequeue();
            }

            return null;
        }
    }

    public void Add(WorkItem item)
    {
        if (_queued.Add(item))
        {
            _ready.Enqueue(item);
        }
    }

    /// <summary>Adds the item at that time; an earlier time that was asked for before stays.</summary>
    public void AddAt(WorkItem item, DateTimeOffset due)
    {
        if (_due.TryGetValue(item, out DateTimeOffset wanted) && wanted <= due)
        {
            return;
        }

        _due[item] = due;
        _later.Enqueue(item, due);
    }

    /// <summary>Adds the item again after a failure, each time twice as late, up to five minutes.</summary>
    public void AddAfterFailure(WorkItem item)
    {
        int failures = _failures.GetValueOrDefault(item);
        _failures[item] = failures + 1;
        TimeSpan wait = s_firstBackoff * Math.Pow(2, Math.Min(failures, 20));
        AddAt(item, clock.GetUtcNow() + (wait < s_longestBackoff ? wait : s_longestBackoff));
    }

    /// <summary>Forgets the failures of an item that went well.</summary>
    public void Forgive(WorkItem item) => _failures.Remove(item);

    /// <summary>The next item that is due.</summary>
    public bool TryTake([NotNullWhen(true)] out WorkItem? item)
    {
        Release();
        if (!_ready.TryDequeue(out item))
        {
            return false;
        }

        _queued.Remove(item);
        return true;
    }

    private void Release()
    {
        DateTimeOffset now = clock.GetUtcNow();
        while (NextDue is { } due && due <= now)
        {
            WorkItem item = _later.Dequeue();
            _due.Remove(item);
            Add(item);
        }
    }
}
