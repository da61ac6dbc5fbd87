using System.Buffers.Binary;
using System.Text;

namespace PodKube.Sandbox.Streams.PortForward;

/// <summary>Reads and writes the compressed header blocks of one SPDY connection, in order: each builds on those before.</summary>
internal sealed class SpdyHeaders
{
    private const int ZlibHeaderLength = 6;

    private readonly Inflater _inflater = new(SpdyDictionary.Bytes);
    private bool _hasRead;
    private bool _hasWritten;

    /// <exception cref="InvalidDataException">The block is malformed.</exception>
    public Dictionary<string, string> Read(ReadOnlySpan<byte> block)
    {
        if (!_hasRead)
        {
            block = block.Length >= ZlibHeaderLength ? block[ZlibHeaderLength..] : throw new InvalidDataException("no zlib header");
            _hasRead = true;
        }

        ReadOnlySpan<byte> plain = _inflater.Inflate(block);
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        int count = Number(ref plain);
        for (int i = 0; i < count; i++)
        {
            string name = Text(ref plain);
            headers[name] = Text(ref plain);
        }

        return headers;
    }

    /// <summary>A block of headers, stored and not compressed, which is as good a deflate stream as any.</summary>
    public byte[] Write(IReadOnlyDictionary<string, string> headers)
    {
        using MemoryStream plain = new();
        WriteNumber(plain, headers.Count);
        foreach ((string name, string value) in headers)
        {
            WriteText(plain, name);
            WriteText(plain, value);
        }

        using MemoryStream block = new();
        if (!_hasWritten)
        {
            // CMF and FLG of zlib with FDICT set, then the checksum of the dictionary.
            block.Write([0x78, 0xBB]);
            WriteNumber(block, unchecked((int)SpdyDictionary.Checksum));
            _hasWritten = true;
        }

        ushort length = (ushort)plain.Length;
        block.Write([0, (byte)length, (byte)(length >> 8), (byte)~length, (byte)(~length >> 8)]);
        plain.WriteTo(block);
        // An empty block is a flush: Go's reader hands out what it has only then, and takes a missing one for an early end.
        block.Write([0, 0, 0, 0xFF, 0xFF]);
        return block.ToArray();
    }

    private static int Number(ref ReadOnlySpan<byte> data)
    {
        if (data.Length < 4)
        {
            throw new InvalidDataException("header block ends too early");
        }

        int value = BinaryPrimitives.ReadInt32BigEndian(data);
        data = data[4..];
        return value;
    }

    private static string Text(ref ReadOnlySpan<byte> data)
    {
        int length = Number(ref data);
        if (length < 0 || length > data.Length)
        {
            throw new InvalidDataException("header block ends too early");
        }

        string text = Encoding.UTF8.GetString(data[..length]);
        data = data[length..];
        return text;
    }

    private static void WriteText(MemoryStream target, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        WriteNumber(target, bytes.Length);
        target.Write(bytes);
    }

    private static void WriteNumber(MemoryStream target, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        target.Write(bytes);
    }
}
