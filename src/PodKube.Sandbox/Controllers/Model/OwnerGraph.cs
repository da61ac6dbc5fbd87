using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Model;

/// <summary>Every object by its UID, and what it owns: for garbage collection and for the controllers' own children.</summary>
internal sealed class OwnerGraph
{
    private readonly Dictionary<string, ObjectKey> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<ObjectKey, Owned> _objects = [];
    private readonly Dictionary<string, HashSet<ObjectKey>> _dependents = new(StringComparer.Ordinal);

    /// <summary>Where the object of that UID lives; null where there is none.</summary>
    public ObjectKey? Find(string uid) => _keys.GetValueOrDefault(uid);

    /// <summary>The owners of the object, as its references have them.</summary>
    public IReadOnlyList<OwnerReference> OwnersOf(ObjectKey key) =>
        _objects.TryGetValue(key, out Owned? known) ? known.Owners : [];

    /// <summary>The objects with a reference to that owner, in the order of their paths.</summary>
    public IReadOnlyList<ObjectKey> DependentsOf(string uid) => _dependents.TryGetValue(uid, out HashSet<ObjectKey>? keys)
        ? [.. keys.OrderBy(key => key.Resource, StringComparer.Ordinal).ThenBy(key => key.Path, StringComparer.Ordinal)]
        : [];

    /// <summary>The objects of one resource with a reference to that owner.</summary>
    public IEnumerable<ObjectKey> DependentsOf(string uid, string resource) => DependentsOf(uid).Where(key => key.Resource == resource);

    public void Apply(StoreEvent change)
    {
        ObjectKey key = change.Object.Key;
        if (key.Resource == "events")
        {
            return;
        }

        if (change.Type == StoreEventType.Deleted)
        {
            Forget(key);
            return;
        }

        OwnerReference[] owners = [.. change.Object.Value.Items("metadata", "ownerReferences").Select(OwnerReference.Read)];
        string uid = change.Object.Value.Uid();
        if (_objects.TryGetValue(key, out Owned? known) && known.Uid == uid && known.Owners.SequenceEqual(owners))
        {
            return;
        }

        Forget(key);
        _keys[uid] = key;
        _objects[key] = new Owned(uid, owners);
        foreach (OwnerReference owner in owners)
        {
            if (!_dependents.TryGetValue(owner.Uid, out HashSet<ObjectKey>? dependents))
            {
                _dependents[owner.Uid] = dependents = [];
            }

            dependents.Add(key);
        }
    }

    private void Forget(ObjectKey key)
    {
        if (!_objects.Remove(key, out Owned? known))
        {
            return;
        }

        if (_keys.TryGetValue(known.Uid, out ObjectKey? current) && current == key)
        {
            _keys.Remove(known.Uid);
        }

        foreach (OwnerReference owner in known.Owners)
        {
            if (_dependents.TryGetValue(owner.Uid, out HashSet<ObjectKey>? dependents) && dependents.Remove(key) && dependents.Count == 0)
            {
                _dependents.Remove(owner.Uid);
            }
        }
    }

    private sealed record Owned(string Uid, OwnerReference[] Owners);
}
