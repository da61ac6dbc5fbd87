using System.Text.Json.Nodes;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry;

/// <summary>The steps of a deletion: preconditions, grace, finalizers, and at last the removal from the store.</summary>
internal static class Deletion
{
    private const string OrphanFinalizer = "orphan";
    private const string ForegroundFinalizer = "foregroundDeletion";

    /// <summary>True for an object that is marked for deletion and that nothing keeps any more.</summary>
    public static bool IsFinished(JsonObject obj)
    {
        var metadata = obj.GetObject("metadata");
        return metadata.GetText("deletionTimestamp") is not null && IsFree(obj) && (metadata.GetLong("deletionGracePeriodSeconds") ?? 0) == 0;
    }

    /// <summary>True where no finalizer holds the object: its own, or those in the spec of a namespace.</summary>
    private static bool IsFree(JsonObject obj) =>
        obj.GetObject("metadata").GetArray("finalizers") is null or { Count: 0 } && obj.GetObject("spec").GetArray("finalizers") is null or { Count: 0 };

    /// <exception cref="RevisionConflictException">The object changed meanwhile: decide anew.</exception>
    public static DeleteResult Run(
        VersionedStore store, TimeProvider time, OperationContext context, ResourceKind kind, StoredObject current, DeleteOptions options)
    {
        CheckPreconditions(kind, current, options);
        var obj = current.Copy();
        SetPropagationFinalizers(kind, obj, options);
        var grace = kind.Strategy.GracePeriod(obj, options);
        var kept = grace is not null || kind.Strategy.MarksBeforeDelete || !IsFree(obj);
        var marked = kept && Mark(kind, obj, grace, time.GetUtcNow());
        if (marked)
        {
            kind.Strategy.PrepareForDelete(obj, time);
        }

        ServerMetadata.Order(obj);
        return !kept || IsFinished(obj)
            ? new DeleteResult(store.Remove(context, kind, current, obj), true)
            : new DeleteResult(store.Replace(context, kind, current, obj), false);
    }

    /// <exception cref="ApiStatusException">409: it is not the object that the caller means.</exception>
    public static void CheckPreconditions(ResourceKind kind, StoredObject current, DeleteOptions options)
    {
        var uid = current.Value.Uid();
        if (options.PreconditionUid is { } expectedUid && expectedUid != uid)
        {
            throw ApiErrors.Conflict(
                kind.Kind,
                current.Key.Name,
                $"the UID in the precondition ({expectedUid}) does not match the UID in record ({uid}). The object might have been deleted and then recreated");
        }

        var version = current.Value.ResourceVersion();
        if (options.PreconditionResourceVersion is { } expectedVersion && expectedVersion != version)
        {
            throw ApiErrors.Conflict(
                kind.Kind,
                current.Key.Name,
                $"the ResourceVersion in the precondition ({expectedVersion}) does not match the ResourceVersion in record ({version}). The object might have been modified");
        }
    }

    private static void SetPropagationFinalizers(ResourceKind kind, JsonObject obj, DeleteOptions options)
    {
        var policy = options.PropagationPolicy
            ?? (options.OrphanDependents is { } orphan ? orphan ? "Orphan" : "Background" : null);
        var metadata = obj.Metadata();
        var finalizers = metadata.GetArray("finalizers").Texts().ToList();
        if (policy is null && (finalizers.Contains(OrphanFinalizer) || finalizers.Contains(ForegroundFinalizer)))
        {
            return;
        }

        finalizers.RemoveAll(name => name is OrphanFinalizer or ForegroundFinalizer);
        switch (policy ?? (kind.OrphansByDefault ? "Orphan" : "Background"))
        {
            case "Orphan":
                finalizers.Add(OrphanFinalizer);
                break;
            case "Foreground":
                finalizers.Add(ForegroundFinalizer);
                break;
        }

        metadata.Remove("finalizers");
        if (finalizers.Count > 0)
        {
            metadata["finalizers"] = new JsonArray([.. finalizers.Select(name => (JsonNode)name)]);
        }
    }

    /// <summary>Sets the deletion time; a later deletion may only shorten the grace. False where nothing changed.</summary>
    private static bool Mark(ResourceKind kind, JsonObject obj, long? grace, DateTimeOffset now)
    {
        var metadata = obj.Metadata();
        var seconds = grace ?? 0;
        if (metadata.GetText("deletionTimestamp") is not null && (metadata.GetLong("deletionGracePeriodSeconds") ?? 0) <= seconds)
        {
            return false;
        }

        if (!kind.Strategy.KeepsGenerationOnDelete && metadata.GetText("deletionTimestamp") is null && metadata.GetLong("generation") is { } generation and > 0)
        {
            metadata["generation"] = generation + 1;
        }

        metadata["deletionTimestamp"] = ObjectMeta.Time(now.AddSeconds(seconds));
        metadata["deletionGracePeriodSeconds"] = seconds;
        return true;
    }
}
