using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Model;

/// <summary>All pods by what the controllers ask for: owner, namespace, node. Kept up to date from the store's changes.</summary>
internal sealed class PodIndex
{
    public const string Resource = "pods";

    private static readonly PodFacts[] s_none = [];
    private static readonly Comparer<PodFacts> s_byPath = Comparer<PodFacts>.Create((left, right) => string.CompareOrdinal(left.Key.Path, right.Key.Path));

    private readonly Dictionary<string, PodFacts> _byPath = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<PodFacts>> _byOwner = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<PodFacts>> _byNamespace = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<PodFacts>> _orphans = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<PodFacts>> _byNode = new(StringComparer.Ordinal);

    public int Count => _byPath.Count;

    /// <summary>The pod as it was before the change that was applied last; null where it is new.</summary>
    public PodFacts? Replaced { get; private set; }

    public PodFacts? Get(ObjectKey key) => _byPath.GetValueOrDefault(key.Path);

    /// <summary>The pods whose controller has that UID, by name.</summary>
    public IReadOnlyCollection<PodFacts> OwnedBy(string uid) => Of(_byOwner, uid);

    public int CountOwnedBy(string uid) => _byOwner.TryGetValue(uid, out SortedSet<PodFacts>? pods) ? pods.Count : 0;

    public IReadOnlyCollection<PodFacts> InNamespace(string ns) => Of(_byNamespace, ns);

    public int CountIn(string ns) => _byNamespace.TryGetValue(ns, out SortedSet<PodFacts>? pods) ? pods.Count : 0;

    /// <summary>The pods of a namespace that no controller owns.</summary>
    public IReadOnlyCollection<PodFacts> OrphansIn(string ns) => Of(_orphans, ns);

    /// <summary>The pods bound to a node; "" for those that wait for one.</summary>
    public IReadOnlyCollection<PodFacts> OnNode(string node) => Of(_byNode, node);

    public void Apply(StoreEvent change)
    {
        Replaced = null;
        if (change.Object.Key.Resource != Resource)
        {
            return;
        }

        if (_byPath.Remove(change.Object.Key.Path, out PodFacts? old))
        {
            Replaced = old;
            Drop(_byOwner, old.ControllerUid, old);
            Drop(_byNamespace, old.Key.Namespace, old);
            Drop(_byNode, old.Node, old);
            Drop(_orphans, old.ControllerUid is null ? old.Key.Namespace : null, old);
        }

        if (change.Type == StoreEventType.Deleted)
        {
            return;
        }

        PodFacts pod = PodFacts.Of(change.Object);
        _byPath[pod.Key.Path] = pod;
        Put(_byOwner, pod.ControllerUid, pod);
        Put(_byNamespace, pod.Key.Namespace, pod);
        Put(_byNode, pod.Node, pod);
        Put(_orphans, pod.ControllerUid is null ? pod.Key.Namespace : null, pod);
    }

    private static PodFacts[] Of(Dictionary<string, SortedSet<PodFacts>> index, string key) =>
        index.TryGetValue(key, out SortedSet<PodFacts>? pods) ? [.. pods] : s_none;

    private static void Put(Dictionary<string, SortedSet<PodFacts>> index, string? key, PodFacts pod)
    {
        if (key is null)
        {
            return;
        }

        if (!index.TryGetValue(key, out SortedSet<PodFacts>? pods))
        {
            index[key] = pods = new SortedSet<PodFacts>(s_byPath);
        }

        pods.Add(pod);
    }

    private static void Drop(Dictionary<string, SortedSet<PodFacts>> index, string? key, PodFacts pod)
    {
        if (key is not null && index.TryGetValue(key, out SortedSet<PodFacts>? pods) &&
            pods.Remove(pod) && pods.Count == 0)
        {
            index.Remove(key);
        }
    }
}
