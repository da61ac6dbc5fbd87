namespace PodKube.Client.Resources;

/// <summary>Remembers which objects a list gave out already, so that a list that must be taken up again gives none twice.</summary>
/// <remarks>
/// As long as a list goes on undisturbed nothing can come twice, and uids are merely written down, in small pieces: a table to find them in
/// takes several times the memory of a long list's uids while it grows. It is made when the list is disturbed.
/// </remarks>
internal sealed class EmittedObjects
{
    private const int PieceLength = 256;

    private readonly List<Guid[]> _pieces = [];
    private readonly HashSet<string> _names = [];
    private HashSet<Guid>? _uids;
    private int _last = PieceLength;

    /// <summary>Says that objects may come again from here on.</summary>
    internal void ExpectRepeats()
    {
        if (_uids is null)
        {
            _uids = [.. _pieces.SelectMany(static p => p).Take((_pieces.Count * PieceLength) - (PieceLength - _last))];
            _pieces.Clear();
        }
    }

    /// <summary>Adds an object.</summary>
    /// <returns>False when repeats are expected and it was there already.</returns>
    internal bool Add(KubeObject item)
    {
        // Servers of other groups may give no uid, or none of the usual form.
        ReadOnlySpan<byte> metadata = item.PeekField("metadata");
        if (metadata.IsEmpty || !ObjectMetadata.TryReadUid(metadata, out Guid uid))
        {
            return _names.Add($"{item.Namespace}/{item.Name}") || _uids is null;
        }

        if (_uids is not null)
        {
            return _uids.Add(uid);
        }

        if (_last == PieceLength)
        {
            _pieces.Add(new Guid[PieceLength]);
            _last = 0;
        }

        _pieces[^1][_last++] = uid;
        return true;
    }
}
