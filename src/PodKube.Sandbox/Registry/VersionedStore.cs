using System.Text.Json.Nodes;
using PodKube.Sandbox.Apply;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry;

/// <summary>The store as one kind sees it: objects in that kind's version, whatever version they are kept in; dry runs keep nothing.</summary>
internal sealed class VersionedStore(ObjectStore store)
{
    public static ObjectKey Key(ResourceKind kind, string ns, string name) => new(kind.StorageResource, kind.Namespaced ? ns : "", name);

    /// <summary>The object in the kind's version.</summary>
    public static StoredObject View(ResourceKind kind, StoredObject stored) => kind.Conversion is null
        ? stored
        : new StoredObject(stored.Key, stored.Revision, kind.Conversion.FromStorage(stored.Copy()));

    public StoredObject? Find(ResourceKind kind, string ns, string name) =>
        store.Get(Key(kind, ns, name)) is { } stored ? View(kind, stored) : null;

    public ListSnapshot List(ResourceKind kind, string? ns)
    {
        var snapshot = store.List(kind.StorageResource, ns);
        return kind.Conversion is null ? snapshot : snapshot with { Items = [.. snapshot.Items.Select(item => View(kind, item))] };
    }

    /// <exception cref="ApiStatusException">409: there is one of that name already.</exception>
    public StoredObject Insert(OperationContext context, ResourceKind kind, string ns, JsonObject obj)
    {
        var key = Key(kind, ns, obj.Name());
        if (context.DryRun)
        {
            return store.Get(key) is null ? new StoredObject(key, 0, obj) : throw ApiErrors.AlreadyExists(kind.Resource, key.Name);
        }

        try
        {
            return View(kind, store.Create(key, ToStorage(kind, obj)));
        }
        catch (RevisionConflictException)
        {
            throw ApiErrors.AlreadyExists(kind.Resource, key.Name);
        }
    }

    /// <summary>Replaces an object, or removes it where the change took away the last thing that kept it; a change of nothing writes nothing.</summary>
    /// <exception cref="RevisionConflictException">Another writer came between.</exception>
    public StoredObject Replace(OperationContext context, ResourceKind kind, StoredObject current, JsonObject obj)
    {
        if (SameButForTimes(obj, current.Value))
        {
            return current;
        }

        if (context.DryRun)
        {
            return new StoredObject(current.Key, current.Revision, obj);
        }

        var finished = Deletion.IsFinished(obj);
        var value = ToStorage(kind, obj);
        return View(kind, finished ? store.Delete(current.Key, current.Revision, value) : store.Update(current.Key, value, current.Revision));
    }

    /// <exception cref="RevisionConflictException">Another writer came between.</exception>
    public StoredObject Remove(OperationContext context, ResourceKind kind, StoredObject current, JsonObject lastState) => context.DryRun
        ? new StoredObject(current.Key, current.Revision, lastState)
        : View(kind, store.Delete(current.Key, current.Revision, ToStorage(kind, lastState)));

    private static JsonObject ToStorage(ResourceKind kind, JsonObject obj) => kind.Conversion?.ToStorage(obj) ?? obj;

    /// <summary>A write that only moves times in managedFields changes nothing.</summary>
    private static bool SameButForTimes(JsonObject obj, JsonObject old) =>
        JsonEquality.Same(obj.Metadata(), old.Metadata(), "managedFields")
        && SameEntries(obj.Metadata().GetArray("managedFields"), old.Metadata().GetArray("managedFields"))
        && JsonEquality.Same(obj, old, "metadata");

    private static bool SameEntries(JsonArray? entries, JsonArray? before)
    {
        if (entries is null || before is null || entries.Count != before.Count)
        {
            return entries is null && before is null;
        }

        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i] is not JsonObject entry || before[i] is not JsonObject former || !JsonEquality.Same(entry, former, "time"))
            {
                return false;
            }
        }

        return true;
    }
}
