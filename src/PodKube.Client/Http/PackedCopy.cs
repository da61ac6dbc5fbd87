using System.IO.Compression;

namespace PodKube.Client.Http;

/// <summary>The gzip that a body came in, kept beside what was unpacked of it. One thread fills it; read it when that one is done.</summary>
internal sealed class PackedCopy
{
    // As they came: none is large, and none grows.
    private readonly List<byte[]> _pieces = [];
    private int _length;
    private bool _isStopped;

    /// <summary>Takes no more: what came until now is enough.</summary>
    internal void Stop() => _isStopped = true;

    /// <summary>Unpacks as many bytes from the start as fit in <paramref name="text"/>; so many were unpacked of it before.</summary>
    internal void Unpack(Span<byte> text)
    {
        using MemoryStream packed = new(_length);
        foreach (byte[] piece in _pieces)
        {
            packed.Write(piece);
        }

        packed.Position = 0;
        using GZipStream unpacked = new(packed, CompressionMode.Decompress);
        unpacked.ReadExactly(text);
    }

    /// <summary>The body, of which every byte that is read is kept.</summary>
    internal Stream Watch(Stream body) => new WatchedStream(body, this);

    private void Add(ReadOnlySpan<byte> bytes)
    {
        if (!_isStopped && bytes.Length > 0)
        {
            _pieces.Add(bytes.ToArray());
            _length += bytes.Length;
        }
    }

    private sealed class WatchedStream(Stream inner, PackedCopy copy) : BodyStream(inner)
    {
        public override int Read(Span<byte> buffer)
        {
            int read = Inner.Read(buffer);
            copy.Add(buffer[..read]);
            return read;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int read = await Inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            copy.Add(buffer.Span[..read]);
            return read;
        }
    }
}
