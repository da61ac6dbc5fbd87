using System.Text;

namespace PodKube.Sandbox.Server.Protobuf;

/// <summary>Cuts the fields out of one message. Never reads past its bytes, never allocates more than they hold.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> message)
{
    private const int MaximumVarintBytes = 10;
    private ReadOnlySpan<byte> _rest = message;

    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>Reads the number and the encoding of the next field; false at the end of the message.</summary>
    /// <exception cref="MalformedProtobufException">There is no valid tag.</exception>
    public bool TryReadTag(out int field, out WireType wireType)
    {
        field = 0;
        wireType = default;
        if (_rest.IsEmpty)
        {
            return false;
        }

        var tag = ReadVarint();
        field = (int)(tag >> 3);
        wireType = (WireType)(tag & 7);
        if (field <= 0 || wireType > WireType.Fixed32)
        {
            throw new MalformedProtobufException($"proto: illegal tag {field} (wire type {tag:x})");
        }

        return true;
    }

    public ulong ReadVarint()
    {
        ulong value = 0;
        for (var i = 0; i < MaximumVarintBytes; i++)
        {
            if (i >= _rest.Length)
            {
                throw MalformedProtobufException.Truncated();
            }

            value |= (ulong)(_rest[i] & 0x7F) << (7 * i);
            if (_rest[i] < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }
        }

        throw new MalformedProtobufException("proto: integer overflow");
    }

    /// <summary>The bytes of a string, a bytes field, or a message.</summary>
    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadVarint();
        return length <= (ulong)_rest.Length ? Take((int)length) : throw MalformedProtobufException.Truncated();
    }

    /// <summary>Text; bytes that are no UTF-8 become U+FFFD, as when Go writes them as JSON.</summary>
    public string ReadText() => Encoding.UTF8.GetString(ReadBytes());

    /// <summary>Passes over the value of a field that nobody knows.</summary>
    public void Skip(WireType wireType)
    {
        var openGroups = 0;
        while (true)
        {
            openGroups += SkipOne(wireType);
            if (openGroups < 0)
            {
                throw new MalformedProtobufException("proto: unexpected end of group");
            }

            if (openGroups == 0)
            {
                return;
            }

            if (!TryReadTag(out _, out wireType))
            {
                throw MalformedProtobufException.Truncated();
            }
        }
    }

    /// <summary>Returns by how much the value opened or closed groups.</summary>
    private int SkipOne(WireType wireType)
    {
        switch (wireType)
        {
            case WireType.StartGroup:
                return 1;
            case WireType.EndGroup:
                return -1;
            case WireType.Varint:
                ReadVarint();
                break;
            case WireType.Fixed64:
                Take(sizeof(ulong));
                break;
            case WireType.Fixed32:
                Take(sizeof(uint));
                break;
            default:
                ReadBytes();
                break;
        }

        return 0;
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
        {
            throw MalformedProtobufException.Truncated();
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
