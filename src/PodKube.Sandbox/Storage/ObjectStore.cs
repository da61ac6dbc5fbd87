using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Storage;

/// <summary>
/// The sandbox's etcd: objects in memory under one revision counter, with a bounded history per resource for watches and consistent paging.
/// It knows no kind; all it touches in an object is metadata.resourceVersion.
/// </summary>
internal sealed class ObjectStore
{
    /// <summary>Begins above 1, so that "watch from resourceVersion 1" is too old, as it is on any cluster that has lived for a while.</summary>
    private const long FirstRevision = 1000;

    private readonly ConcurrentDictionary<string, ResourceLog> _logs = new(StringComparer.Ordinal);
    private readonly object _writeLock = new();
    private readonly int _historyPerResource;
    private long _revision = FirstRevision;

    public ObjectStore(int historyPerResource = 20_000)
    {
        _historyPerResource = historyPerResource;
    }

    /// <summary>
    /// Raised for each write, in the order of revisions, before the next one begins: the handler must be quick and must not write. For the
    /// controllers, which have to see their own writes at once.
    /// </summary>
    public event Action<StoreEvent>? Written;

    /// <summary>Raised after each write, on the writer's thread and outside of the store's lock.</summary>
    public event Action<StoreEvent>? Changed;

    /// <summary>The revision of the newest write.</summary>
    public long Revision => Volatile.Read(ref _revision);

    public StoredObject? Get(ObjectKey key) => Log(key.Resource).Current.GetValueOrDefault(key.Path);

    /// <summary>The number of objects of a resource, over all namespaces.</summary>
    public int Count(string resource) => Log(resource).Current.Count;

    /// <summary>An object that is another one after every write to the resource: what was derived from its list is good while it stays the same.</summary>
    public object StampOf(string resource) => Log(resource).Current;

    /// <summary>All objects of a resource, or those of one namespace, now or as they were at <paramref name="revision"/>.</summary>
    /// <exception cref="ExpiredException">The history no longer reaches back to that revision.</exception>
    public ListSnapshot List(string resource, string? ns = null, long revision = 0)
    {
        // The counter is read first: objects written in between are newer than it and are undone by At.
        var at = revision == 0 ? Revision : revision;
        var objects = Log(resource).At(at);
        if (string.IsNullOrEmpty(ns))
        {
            return new ListSnapshot(at, objects);
        }

        return new ListSnapshot(at, [.. objects.Where(stored => stored.Key.Namespace == ns)]);
    }

    /// <summary>Stores a new object; stamps metadata.resourceVersion. The value belongs to the store from here on.</summary>
    /// <exception cref="RevisionConflictException">There is one of that key already.</exception>
    public StoredObject Create(ObjectKey key, JsonObject value) => Write(key, value, current => current is null, StoreEventType.Added);

    /// <summary>Replaces an object; stamps metadata.resourceVersion. The value belongs to the store from here on.</summary>
    /// <exception cref="RevisionConflictException">There is none, or it is not at <paramref name="expectedRevision"/>.</exception>
    public StoredObject Update(ObjectKey key, JsonObject value, long? expectedRevision = null) =>
        Write(key, value, current => current is not null && (expectedRevision is null || current.Revision == expectedRevision), StoreEventType.Modified);

    /// <summary>Removes an object and returns its last state, stamped with the revision of the deletion.</summary>
    /// <exception cref="RevisionConflictException">There is none, or it is not at <paramref name="expectedRevision"/>.</exception>
    public StoredObject Delete(ObjectKey key, long? expectedRevision = null, JsonObject? lastState = null) =>
        Write(key, lastState, current => current is not null && (expectedRevision is null || current.Revision == expectedRevision), StoreEventType.Deleted);

    /// <summary>Forgets the history up to now: older resourceVersions and continue tokens answer 410 from here on.</summary>
    public void Compact()
    {
        lock (_writeLock)
        {
            foreach (var log in _logs.Values)
            {
                log.Compact(_revision);
            }
        }
    }

    /// <summary>The changes of a resource after a revision, for as long as the caller reads.</summary>
    /// <exception cref="ExpiredException">The history no longer reaches back that far, at the start or because the reader fell behind.</exception>
    public async IAsyncEnumerable<StoreEvent> Watch(
        string resource, string? ns, long fromRevision, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var log = Log(resource);
        var position = fromRevision;
        while (true)
        {
            var changed = log.Changed;
            foreach (var change in log.ChangesAfter(position))
            {
                position = change.Object.Revision;
                if (string.IsNullOrEmpty(ns) || change.Object.Key.Namespace == ns)
                {
                    yield return change;
                }
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A reader of the changes of a resource after a revision.</summary>
    public ChangeReader Follow(string resource, string? ns, long fromRevision) => new(Log(resource), ns, fromRevision);

    private ResourceLog Log(string resource) =>
        _logs.TryGetValue(resource, out var log) ? log : _logs.GetOrAdd(resource, _ => new ResourceLog(FirstRevision, _historyPerResource));

    private StoredObject Write(ObjectKey key, JsonObject? value, Func<StoredObject?, bool> expected, StoreEventType type)
    {
        var change = Append(key, value, expected, type);
        Changed?.Invoke(change);
        return change.Object;
    }

    private StoreEvent Append(ObjectKey key, JsonObject? value, Func<StoredObject?, bool> expected, StoreEventType type)
    {
        lock (_writeLock)
        {
            var log = Log(key.Resource);
            var current = log.Current.GetValueOrDefault(key.Path);
            if (!expected(current))
            {
                throw new RevisionConflictException(key, current);
            }

            var revision = _revision + 1;
            value ??= current!.Copy();
            Stamp(value, revision);
            var stored = new StoredObject(key, revision, value);
            var change = new StoreEvent(type, stored, current);
            log.Append(change);
            Volatile.Write(ref _revision, revision);
            Written?.Invoke(change);
            return change;
        }
    }

    private static void Stamp(JsonObject value, long revision)
    {
        if (value["metadata"] is not JsonObject metadata)
        {
            value["metadata"] = metadata = [];
        }

        metadata["resourceVersion"] = revision.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
