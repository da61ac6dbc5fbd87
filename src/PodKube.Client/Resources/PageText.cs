using System.Buffers;
using PodKube.Client.Http;

namespace PodKube.Client.Resources;

/// <summary>
/// The text of one page of a list. While its objects are given out it lies there as it was unpacked. Then the gzip that it came in is enough
/// for those that somebody kept without a look at them: a tenth of the memory, and nothing to clean up behind those that nobody kept.
/// </summary>
internal sealed class PageText
{
    /// <summary>What lies further behind gets bytes of its own at once: a page must not cost more than this, however long it is.</summary>
    internal const int LargestLength = 8 * 1024 * 1024;

    private const int BlockSize = 256 * 1024;

    private readonly PackedPages _pages;
    private readonly PackedCopy _packed;

    // Null where the text is packed.
    private List<(int Start, byte[] Bytes)>? _blocks = [];
    private int _length;
    private int _copied;

    internal PageText(PackedPages pages, PackedCopy packed)
    {
        _pages = pages;
        _packed = packed;
    }

    /// <summary>Room for the text to come.</summary>
    /// <param name="start">Where in the page it begins. Earlier blocks may hold a part of the same text.</param>
    /// <param name="least">How many bytes it must hold.</param>
    /// <returns>Null where the page is too long.</returns>
    internal byte[]? AddBlock(int start, int least)
    {
        int size = Math.Max(BlockSize, least);
        if (start > LargestLength - size)
        {
            _packed.Stop();
            return null;
        }

        byte[] block = ArrayPool<byte>.Shared.Rent(size);
        lock (_pages.Lock)
        {
            _blocks!.Add((start, block));
        }

        return block;
    }

    /// <summary>Leaves an object in the page.</summary>
    internal ObjectText Add(int start, int length)
    {
        _length = start + length;
        _pages.CountObject();
        return new ObjectText(this, start, length);
    }

    /// <summary>The bytes of an object, for it alone. Safe to call from several threads.</summary>
    internal byte[] Copy(int start, int length)
    {
        byte[] own = GC.AllocateUninitializedArray<byte>(length);
        lock (_pages.Lock)
        {
            Find(start, length).CopyTo(own);
            if (_blocks is not null)
            {
                _pages.CountLook();
            }
        }

        Interlocked.Add(ref _copied, length);
        return own;
    }

    /// <summary>The bytes of an object where they lie. They are others after <see cref="Pack"/>.</summary>
    internal ReadOnlySpan<byte> Peek(int start, int length)
    {
        lock (_pages.Lock)
        {
            return Find(start, length);
        }
    }

    /// <summary>How many bytes were copied since this was last asked.</summary>
    internal int TakeCopied() => Interlocked.Exchange(ref _copied, 0);

    /// <summary>Lets go of the unpacked text. To be called when all of it has arrived and was given out.</summary>
    internal void Pack()
    {
        lock (_pages.Lock)
        {
            foreach ((_, byte[] bytes) in _blocks ?? [])
            {
                ArrayPool<byte>.Shared.Return(bytes);
            }

            _blocks = null;
        }
    }

    /// <summary>The whole text, out of the pool.</summary>
    internal byte[] Unpack()
    {
        byte[] text = ArrayPool<byte>.Shared.Rent(_length);
        _packed.Unpack(text.AsSpan(0, _length));
        return text;
    }

    private Span<byte> Find(int start, int length)
    {
        if (_blocks is null)
        {
            return _pages.Unpack(this).AsSpan(start, length);
        }

        int at = _blocks.Count - 1;
        while (_blocks[at].Start > start)
        {
            at--;
        }

        return _blocks[at].Bytes.AsSpan(start - _blocks[at].Start, length);
    }
}
