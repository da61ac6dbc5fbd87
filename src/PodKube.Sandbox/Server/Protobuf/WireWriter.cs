using System.Buffers;
using System.Text;

namespace PodKube.Sandbox.Server.Protobuf;

/// <summary>Writes the fields of a message: https://protobuf.dev/programming-guides/encoding/. A message within is written to a writer of its own first.</summary>
internal sealed class WireWriter
{
    private const int LongestVarint = 10;

    private readonly ArrayBufferWriter<byte> _buffer = new();

    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    /// <summary>Writes a text; an empty one is left out, as proto3 does.</summary>
    public WireWriter Text(int field, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            Bytes(field, Encoding.UTF8.GetBytes(text));
        }

        return this;
    }

    /// <summary>Writes a flag; false is left out, as proto3 does.</summary>
    public WireWriter Flag(int field, bool value)
    {
        if (value)
        {
            Varint(Tag(field, WireType.Varint));
            Varint(1);
        }

        return this;
    }

    /// <summary>Writes a message within this one, an empty one too.</summary>
    public WireWriter Message(int field, Action<WireWriter> write)
    {
        var inner = new WireWriter();
        write(inner);
        Bytes(field, inner.Written.Span);
        return this;
    }

    private static ulong Tag(int field, WireType type) => ((ulong)field << 3) | (ulong)type;

    private void Bytes(int field, ReadOnlySpan<byte> bytes)
    {
        Varint(Tag(field, WireType.Bytes));
        Varint((ulong)bytes.Length);
        _buffer.Write(bytes);
    }

    private void Varint(ulong value)
    {
        var target = _buffer.GetSpan(LongestVarint);
        var count = 0;
        while (value >= 0x80)
        {
            target[count++] = (byte)(value | 0x80);
            value >>= 7;
        }

        target[count++] = (byte)value;
        _buffer.Advance(count);
    }
}
