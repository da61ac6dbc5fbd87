using System.Text;

namespace PodKube.Sandbox.Tests.Server.Protobuf;

/// <summary>Writes protobuf by hand, field by field, so that tests depend on the wire format alone.</summary>
internal sealed class MessageWriter
{
    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    /// <summary>The object as clients send it: prefix, typeMeta, raw bytes, empty contentEncoding and contentType.</summary>
    public static byte[] Envelope(string apiVersion, string kind, byte[] raw) =>
    [
        .. "k8s\0"u8,
        .. new MessageWriter()
            .Message(1, typeMeta => typeMeta.Text(1, apiVersion).Text(2, kind))
            .Bytes(2, raw)
            .Text(3, "")
            .Text(4, "")
            .ToArray(),
    ];

    public MessageWriter Number(int field, long value)
    {
        Tag(field, 0);
        Varint((ulong)value);
        return this;
    }

    public MessageWriter Flag(int field, bool value) => Number(field, value ? 1 : 0);

    public MessageWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public MessageWriter Bytes(int field, byte[] value)
    {
        Tag(field, 2);
        Varint((ulong)value.Length);
        _bytes.AddRange(value);
        return this;
    }

    public MessageWriter Message(int field, Action<MessageWriter> content)
    {
        var inner = new MessageWriter();
        content(inner);
        return Bytes(field, inner.ToArray());
    }

    /// <summary>One entry of map&lt;string, string&gt;.</summary>
    public MessageWriter Entry(int field, string key, string value) => Message(field, entry => entry.Text(1, key).Text(2, value));

    /// <summary>One entry of map&lt;string, Quantity&gt;.</summary>
    public MessageWriter QuantityEntry(int field, string key, string value) =>
        Message(field, entry => entry.Text(1, key).Message(2, quantity => quantity.Text(1, value)));

    public MessageWriter Packed(int field, params ReadOnlySpan<long> values)
    {
        var inner = new MessageWriter();
        foreach (var value in values)
        {
            inner.Varint((ulong)value);
        }

        return Bytes(field, inner.ToArray());
    }

    public MessageWriter Fixed32(int field, uint value)
    {
        Tag(field, 5);
        _bytes.AddRange(BitConverter.GetBytes(value));
        return this;
    }

    public MessageWriter Fixed64(int field, ulong value)
    {
        Tag(field, 1);
        _bytes.AddRange(BitConverter.GetBytes(value));
        return this;
    }

    public MessageWriter Group(int field, Action<MessageWriter> content)
    {
        Tag(field, 3);
        content(this);
        Tag(field, 4);
        return this;
    }

    private void Tag(int field, int wireType) => Varint(((ulong)field << 3) | (uint)wireType);

    private void Varint(ulong value)
    {
        while (value >= 0x80)
        {
            _bytes.Add((byte)(value | 0x80));
            value >>= 7;
        }

        _bytes.Add((byte)value);
    }
}
