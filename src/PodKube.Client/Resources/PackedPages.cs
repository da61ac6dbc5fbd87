using System.Buffers;
using PodKube.Client.Http;

namespace PodKube.Client.Resources;

/// <summary>What the pages of one list that stay packed have in common: whether that pays, and the few that are unpacked again.</summary>
internal sealed class PackedPages
{
    // Two, for who compares an object of one page with one of another. Who goes through a list needs one.
    private const int MostUnpacked = 2;

    // The one used last comes first.
    private readonly List<(PageText Page, byte[] Text)> _unpacked = new(MostUnpacked);
    private int _objects;
    private int _looks;

    /// <summary>One lock for all pages of the list.</summary>
    internal object Lock { get; } = new();

    /// <summary>A page whose objects are not looked at as soon as they are given out, as far as those before them tell.</summary>
    /// <returns>Null where they are, or where the page does not come packed: its objects had better get bytes of their own at once.</returns>
    internal PageText? Open(KubeResponse response)
    {
        lock (Lock)
        {
            return _looks * 2 > _objects || response.KeepPacked() is not { } packed ? null : new PageText(this, packed);
        }
    }

    /// <summary>Counts an object that stays in its page.</summary>
    internal void CountObject()
    {
        lock (Lock)
        {
            _objects++;
        }
    }

    /// <summary>Counts an object that was looked at while its page was given out. The caller holds the lock.</summary>
    internal void CountLook() => _looks++;

    /// <summary>The text of a page that is packed; it lasts until the next call. The caller holds the lock.</summary>
    internal byte[] Unpack(PageText page)
    {
        int found = _unpacked.FindIndex(u => ReferenceEquals(u.Page, page));
        if (found > 0)
        {
            (_unpacked[0], _unpacked[found]) = (_unpacked[found], _unpacked[0]);
        }
        else if (found < 0)
        {
            if (_unpacked.Count == MostUnpacked)
            {
                ArrayPool<byte>.Shared.Return(_unpacked[^1].Text);
                _unpacked.RemoveAt(MostUnpacked - 1);
            }

            _unpacked.Insert(0, (page, page.Unpack()));
        }

        return _unpacked[0].Text;
    }
}
