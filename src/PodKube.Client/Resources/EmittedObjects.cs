namespace PodKube.Client.Resources;

/// <summary>Remembers which objects a list gave out already, so that a list that must begin anew gives none twice.</summary>
internal sealed class EmittedObjects
{
    private readonly HashSet<Guid> _uids = [];
    private readonly HashSet<string> _names = [];

    /// <summary>Adds an object.</summary>
    /// <returns>False when it was there already.</returns>
    internal bool Add(KubeObject item) =>
        // Servers of other groups may give no uid, or none of the usual form.
        item.TryGetField("metadata", out ReadOnlyMemory<byte> metadata) && ObjectMetadata.TryReadUid(metadata.Span, out Guid uid)
            ? _uids.Add(uid)
            : _names.Add($"{item.Namespace}/{item.Name}");
}
