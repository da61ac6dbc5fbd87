using PodKube.Client;
using PodKube.Client.Resources;
using PodKube.Client.Watch;

namespace PodKube.Waiting;

/// <summary>Objects of one kind and namespace that one watch tells about.</summary>
internal sealed class WaitGroup
{
    /// <summary>
    /// Up to so many objects are watched one by one, which needs no right on the others and loads none of them; more share the watch of
    /// their namespace.
    /// </summary>
    private const int MostSingles = 8;

    private readonly ApiResource _resource;
    private readonly string? _namespace;
    private readonly Dictionary<string, WaitTarget> _pending;

    private WaitGroup(IReadOnlyCollection<WaitTarget> targets)
    {
        WaitTarget first = targets.First();
        _resource = first.Resource;
        _namespace = first.Namespace;
        _pending = targets.DistinctBy(static t => t.Name).ToDictionary(static t => t.Name, StringComparer.Ordinal);
    }

    /// <summary>Those that are still waited for.</summary>
    public IReadOnlyCollection<WaitTarget> Pending => _pending.Values;

    /// <summary>Whether what was there at the beginning is known.</summary>
    public bool IsListed { get; private set; }

    /// <summary>Whether waiting for the rest of it was given up, and said so.</summary>
    public bool IsFailed { get; set; }

    public static IReadOnlyList<WaitGroup> Of(IEnumerable<WaitTarget> targets) =>
    [
        .. targets.GroupBy(static t => (t.Resource.ToString(), t.Namespace))
            .SelectMany(static g => g.Count() <= MostSingles ? g.GroupBy(static t => t.Name) : (IEnumerable<IEnumerable<WaitTarget>>)[g])
            .Select(static g => new WaitGroup([.. g])),
    ];

    public IAsyncEnumerable<Client.Watch.WatchEvent> WatchAsync(KubeClient client, CancellationToken cancellationToken)
    {
        string? only = _pending.Count == 1 ? "metadata.name=" + _pending.Keys.First() : null;
        WatchOptions options = new() { Namespace = _namespace, FieldSelector = only, IncludeListed = true };
        return client.WatchAsync(_resource, options, cancellationToken);
    }

    /// <summary>Takes an event over.</summary>
    /// <returns>Those whose condition holds now; they are no longer pending.</returns>
    public IReadOnlyList<WaitTarget> Take(Client.Watch.WatchEvent change)
    {
        IsListed |= change.Type == WatchEventType.Listed;
        IEnumerable<WaitTarget> touched = change.Type == WatchEventType.Listed ? _pending.Values : Touch(change);
        WaitTarget[] met = [.. touched.Where(t => (IsListed || t.State is not null) && t.Condition.IsMet(t.State))];
        foreach (WaitTarget target in met)
        {
            _pending.Remove(target.Name);
        }

        return met;
    }

    private IEnumerable<WaitTarget> Touch(Client.Watch.WatchEvent change)
    {
        if (!_pending.TryGetValue(change.Item!.Name, out WaitTarget? target))
        {
            return [];
        }

        target.Take(change.Type == WatchEventType.Deleted ? null : change.Item);
        return [target];
    }
}
