namespace PodKube.Sandbox.Storage;

/// <summary>A revision was asked for that the bounded history no longer reaches back to.</summary>
internal sealed class ExpiredException(long requested, long oldest)
    : Exception($"too old resource version: {requested} ({oldest})")
{
    public long Requested { get; } = requested;

    /// <summary>The oldest revision from which changes can still be replayed.</summary>
    public long Oldest { get; } = oldest;
}
