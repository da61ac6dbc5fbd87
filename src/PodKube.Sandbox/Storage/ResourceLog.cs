using System.Collections.Immutable;

namespace PodKube.Sandbox.Storage;

/// <summary>The current objects of one resource and the bounded history of their changes. Written under the store's lock, read without it.</summary>
internal sealed class ResourceLog(long firstRevision, int capacity)
{
    private readonly List<StoreEvent> _history = [];
    private volatile State _state = new(ImmutableSortedDictionary.Create<string, StoredObject>(StringComparer.Ordinal), firstRevision);
    private TaskCompletionSource _changed = NewSignal();

    public ImmutableSortedDictionary<string, StoredObject> Current => _state.Objects;

    /// <summary>Changes after this revision are still in the history.</summary>
    public long OldestReplayable { get; private set; } = firstRevision;

    /// <summary>Completes at the next change.</summary>
    public Task Changed => _changed.Task;

    public void Append(StoreEvent change)
    {
        var path = change.Object.Key.Path;
        var objects = change.Type == StoreEventType.Deleted ? _state.Objects.Remove(path) : _state.Objects.SetItem(path, change.Object);
        lock (_history)
        {
            _history.Add(change);
            if (_history.Count > capacity + (capacity / 4))
            {
                // Cut in quarters, so that the cost of shifting is paid seldom.
                var surplus = _history.Count - capacity;
                OldestReplayable = _history[surplus - 1].Object.Revision;
                _history.RemoveRange(0, surplus);
            }
        }

        _state = new State(objects, change.Object.Revision);
        Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();
    }

    /// <summary>The changes after a revision, oldest first.</summary>
    /// <exception cref="ExpiredException">The history no longer reaches back that far.</exception>
    public List<StoreEvent> ChangesAfter(long revision)
    {
        lock (_history)
        {
            if (revision < OldestReplayable)
            {
                throw new ExpiredException(revision, OldestReplayable);
            }

            var first = FirstAfter(revision);
            return _history.GetRange(first, _history.Count - first);
        }
    }

    /// <summary>Forgets the history, as a compaction does: watches and exact lists from earlier revisions expire.</summary>
    public void Compact(long revision)
    {
        lock (_history)
        {
            _history.RemoveRange(0, FirstAfter(revision));
            OldestReplayable = Math.Max(OldestReplayable, revision);
        }
    }

    /// <summary>The objects in their order, as they were at an earlier revision, by undoing the changes since.</summary>
    public IReadOnlyList<StoredObject> At(long revision)
    {
        var state = _state;
        if (state.Revision <= revision)
        {
            return state.Listed;
        }

        var changes = ChangesAfter(revision);
        var objects = state.Objects.ToBuilder();
        for (var i = changes.Count - 1; i >= 0; i--)
        {
            var change = changes[i];
            if (change.Object.Revision > state.Revision)
            {
                continue;
            }

            if (change.Previous is null)
            {
                objects.Remove(change.Object.Key.Path);
            }
            else
            {
                objects[change.Object.Key.Path] = change.Previous;
            }
        }

        return [.. objects.Values];
    }

    private int FirstAfter(long revision)
    {
        int low = 0, high = _history.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_history[middle].Object.Revision > revision)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class State(ImmutableSortedDictionary<string, StoredObject> objects, long revision)
    {
        private IReadOnlyList<StoredObject>? _listed;

        public ImmutableSortedDictionary<string, StoredObject> Objects => objects;

        public long Revision => revision;

        /// <summary>The objects in their order, gathered once: a list in many pages must not walk through all of them for each.</summary>
        public IReadOnlyList<StoredObject> Listed => _listed ??= [.. objects.Values];
    }
}
