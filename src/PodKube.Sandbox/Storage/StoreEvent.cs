namespace PodKube.Sandbox.Storage;

internal enum StoreEventType
{
    Added,
    Modified,
    Deleted,
}

/// <summary>One change. For <see cref="StoreEventType.Deleted"/> the object is the last state, stamped with the revision of the deletion.</summary>
internal sealed record StoreEvent(StoreEventType Type, StoredObject Object, StoredObject? Previous);
