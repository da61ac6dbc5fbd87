using PodKube.Client.Resources;

namespace PodKube.Client.Watch;

/// <summary>The state that a watch has told so far, to compare a new list with.</summary>
internal sealed class KnownObjects
{
    private readonly Dictionary<string, KubeObject> _objects = [];
    private HashSet<string> _seen = [];

    /// <summary>Takes over an event of the server.</summary>
    internal void Apply(WatchEventType type, KubeObject item)
    {
        if (type == WatchEventType.Deleted)
        {
            _objects.Remove(Key(item));
        }
        else
        {
            _objects[Key(item)] = item;
        }
    }

    internal void BeginList() => _seen = new HashSet<string>(_objects.Count);

    /// <summary>Compares one object of a list with what is known, and takes it over.</summary>
    /// <returns>What has to be told: nothing, one event, or two when another object has taken the name.</returns>
    internal IReadOnlyList<WatchEvent> Compare(KubeObject item, bool initial)
    {
        string key = Key(item);
        _seen.Add(key);
        _objects.TryGetValue(key, out KubeObject? known);
        _objects[key] = item;
        return known switch
        {
            null => [new WatchEvent(WatchEventType.Added, item, initial)],
            _ when known.Uid != item.Uid => [new WatchEvent(WatchEventType.Deleted, known), new WatchEvent(WatchEventType.Added, item)],
            _ when known.ResourceVersion != item.ResourceVersion => [new WatchEvent(WatchEventType.Modified, item)],
            _ => [],
        };
    }

    /// <summary>Ends a complete list: what was known and not in it is gone.</summary>
    internal IReadOnlyList<WatchEvent> EndList()
    {
        List<WatchEvent> gone = [];
        foreach ((string key, KubeObject item) in _objects)
        {
            if (!_seen.Contains(key))
            {
                gone.Add(new WatchEvent(WatchEventType.Deleted, item));
            }
        }

        foreach (WatchEvent deleted in gone)
        {
            _objects.Remove(Key(deleted.Item!));
        }

        _seen = [];
        return gone;
    }

    private static string Key(KubeObject item) => $"{item.Namespace}/{item.Name}";
}
