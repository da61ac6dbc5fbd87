namespace PodKube.Sandbox.Storage;

/// <summary>A write expected another revision of the object than the one that is stored (or expected it to exist, or not to).</summary>
internal sealed class RevisionConflictException(ObjectKey key, StoredObject? current)
    : Exception($"{key} is not at the expected revision")
{
    public ObjectKey Key { get; } = key;

    /// <summary>What is stored now; null where there is nothing.</summary>
    public StoredObject? Current { get; } = current;
}
