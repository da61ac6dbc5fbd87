using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Runtime;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Core;

/// <summary>
/// Deletes what lost its owners, before or after them as the deletion asked for, or sets it free
/// (https://kubernetes.io/docs/concepts/architecture/garbage-collection/).
/// </summary>
internal sealed class GarbageCollector(ControllerContext context) : Controller
{
    private const string Orphan = "orphan";
    private const string Foreground = "foregroundDeletion";

    // Owners that wait for their dependents. They are few, so any change to a dependent may wake all of them.
    private readonly HashSet<ObjectKey> _waiting = [];

    public override string Name => "generic-garbage-collector";

    public override IReadOnlyCollection<string> Resources { get; } = [];

    private ClusterClient Client => context.ClientFor(Name);

    public override void Observe(StoreEvent change)
    {
        ObjectKey key = change.Object.Key;
        if (key.Resource == "events")
        {
            return;
        }

        JsonObject item = change.Object.Value;
        if (change.Type == StoreEventType.Deleted)
        {
            _waiting.Remove(key);
            context.Owners.DependentsOf(item.Uid()).ToList().ForEach(Enqueue);
        }
        else if (item.IsDeleting() || (change.Type == StoreEventType.Added && item.At("metadata", "ownerReferences") is not null))
        {
            // Of a new object the owner may have gone before it came.
            Enqueue(key);
        }

        if (change.Type != StoreEventType.Added)
        {
            _waiting.Where(owner => owner != key).ToList().ForEach(Enqueue);
        }
    }

    public override void Reconcile(ObjectKey key)
    {
        if (Client.Find(key) is not { } item)
        {
            return;
        }

        if (item.IsDeleting())
        {
            Collect(key, item);
            return;
        }

        IReadOnlyList<OwnerReference> owners = context.Owners.OwnersOf(key);
        if (owners.Count == 0)
        {
            return;
        }

        List<OwnerReference> gone = [.. owners.Where(owner => OwnerOf(owner, key) is null)];
        List<OwnerReference> waiting = [.. owners.Where(owner => OwnerOf(owner, key) is { } found && IsForeground(found))];
        if (gone.Count + waiting.Count < owners.Count)
        {
            RemoveReferences(key, item, [.. gone, .. waiting]);
            return;
        }

        if (waiting.Count > 0)
        {
            // Blocked owners wait for it; its own dependents go before it.
            Client.Delete(key, item.Uid(), context.Owners.DependentsOf(item.Uid()).Count > 0 ? "Foreground" : "Background");
            return;
        }

        string[] finalizers = [.. item.Texts("metadata", "finalizers")];
        Client.Delete(key, item.Uid(), finalizers.Contains(Orphan) ? "Orphan" : finalizers.Contains(Foreground) ? "Foreground" : "Background");
    }

    private void Collect(ObjectKey key, JsonObject item)
    {
        string[] finalizers = [.. item.Texts("metadata", "finalizers")];
        if (finalizers.Contains(Orphan))
        {
            foreach (ObjectKey dependent in context.Owners.DependentsOf(item.Uid()))
            {
                if (Client.Find(dependent) is { } found)
                {
                    RemoveReferences(dependent, found, [.. context.Owners.OwnersOf(dependent).Where(owner => owner.Uid == item.Uid())]);
                }
            }

            RemoveFinalizer(key, item, Orphan);
        }
        else if (finalizers.Contains(Foreground))
        {
            DeleteDependents(key, item);
        }
    }

    private void DeleteDependents(ObjectKey key, JsonObject item)
    {
        bool isBlocked = false;
        foreach (ObjectKey dependent in context.Owners.DependentsOf(item.Uid()))
        {
            isBlocked |= context.Owners.OwnersOf(dependent).Any(owner => owner.Uid == item.Uid() && owner.BlocksDeletion);
            if (Client.Find(dependent) is { } found && !found.IsDeleting())
            {
                Enqueue(dependent);
            }
        }

        if (isBlocked)
        {
            _waiting.Add(key);
            return;
        }

        _waiting.Remove(key);
        RemoveFinalizer(key, item, Foreground);
    }

    // A reference counts only within the namespace, or to an object of the cluster.
    private JsonObject? OwnerOf(OwnerReference owner, ObjectKey dependent) =>
        context.Owners.Find(owner.Uid) is { } key && (key.Namespace.Length == 0 || key.Namespace == dependent.Namespace)
            ? Client.Find(key, owner.Uid)
            : null;

    private static bool IsForeground(JsonObject item) => item.IsDeleting() && item.Texts("metadata", "finalizers").Contains(Foreground);

    private void RemoveReferences(ObjectKey key, JsonObject item, IReadOnlyCollection<OwnerReference> references)
    {
        if (references.Count == 0)
        {
            return;
        }

        HashSet<string> uids = references.Select(reference => reference.Uid).ToHashSet(StringComparer.Ordinal);
        Client.Update(key, item.Uid(), current =>
        {
            JsonArray kept = new([.. current.Items("metadata", "ownerReferences")
                .Where(reference => !uids.Contains(reference.Text("uid") ?? "")).Select(reference => (JsonNode)reference.Copy())]);
            current.Metadata().Remove("ownerReferences");
            if (kept.Count > 0)
            {
                current.Metadata()["ownerReferences"] = kept;
            }

            return true;
        });
    }

    private void RemoveFinalizer(ObjectKey key, JsonObject item, string finalizer) => Client.Update(key, item.Uid(), current =>
    {
        JsonArray finalizers = current.Metadata().EnsureArray("finalizers");
        if (finalizers.FirstOrDefault(name => name.AsText() == finalizer) is not { } own)
        {
            return false;
        }

        finalizers.Remove(own);
        if (finalizers.Count == 0)
        {
            current.Metadata().Remove("finalizers");
        }

        return true;
    });
}
