using System.Globalization;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Watch;

/// <summary>What a watch with selectors sees of a change: an object that comes to match is added, one that no longer does is deleted.</summary>
internal sealed class WatchFilter(ListOptions options, string? name)
{
    public bool Matches(StoredObject item) =>
        (name is null || item.Key.Name == name) && options.Labels.Matches(item.Labels) && options.Fields.Matches(item);

    /// <summary>The event to send; null for a change that the watch does not see.</summary>
    public VisibleChange? Apply(StoreEvent change)
    {
        var was = change.Previous is not null && Matches(change.Previous);
        var revision = change.Object.Revision;
        if (change.Type == StoreEventType.Deleted)
        {
            return was ? new VisibleChange("DELETED", change.Object) : null;
        }

        var matches = Matches(change.Object);
        return (was, matches) switch
        {
            (false, true) => new VisibleChange("ADDED", change.Object),
            (true, true) => new VisibleChange("MODIFIED", change.Object),
            (true, false) => new VisibleChange("DELETED", AtRevision(change.Previous!, revision)),
            _ => null,
        };
    }

    /// <summary>The last state that matched, with the resourceVersion of the change, so that a client can go on from there.</summary>
    private static StoredObject AtRevision(StoredObject previous, long revision)
    {
        var value = previous.Copy();
        value["metadata"]!["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture);
        return new StoredObject(previous.Key, revision, value);
    }
}
