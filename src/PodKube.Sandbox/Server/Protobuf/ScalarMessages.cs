using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server.Protobuf;

/// <summary>The messages that are one value in JSON: times, quantities, numbers or names, free-form JSON.</summary>
internal static class ScalarMessages
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const string MicroTimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";
    private const int NanosecondsPerTick = 100;
    private const int TicksPerMicrosecond = 10;

    /// <summary>{seconds, nanos} as RFC 3339, without fractions; null for a message without bytes, which is how the zero time is sent.</summary>
    public static JsonNode? Time(ReadOnlySpan<byte> message) => ReadTime(message, TimeFormat, withMicroseconds: false);

    /// <summary>The same with exactly six digits of a second.</summary>
    public static JsonNode? MicroTime(ReadOnlySpan<byte> message) => ReadTime(message, MicroTimeFormat, withMicroseconds: true);

    /// <summary>{string}: the text of a quantity, which the schema's decoder checks.</summary>
    public static JsonNode Quantity(ReadOnlySpan<byte> message)
    {
        var text = "0";
        var reader = new WireReader(message);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == 1 && wireType == WireType.Bytes)
            {
                text = reader.ReadText();
            }
            else
            {
                SkipUnknown(ref reader, field, wireType, last: 1, "string");
            }
        }

        return JsonValue.Create(text);
    }

    /// <summary>{type, intVal, strVal}: type 0 means the number, 1 the text.</summary>
    public static JsonNode IntOrString(ReadOnlySpan<byte> message)
    {
        ulong type = 0, number = 0;
        var text = "";
        var reader = new WireReader(message);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            switch (field, wireType)
            {
                case (1, WireType.Varint):
                    type = reader.ReadVarint();
                    break;
                case (2, WireType.Varint):
                    number = reader.ReadVarint();
                    break;
                case (3, WireType.Bytes):
                    text = reader.ReadText();
                    break;
                default:
                    SkipUnknown(ref reader, field, wireType, last: 3, "intOrString");
                    break;
            }
        }

        return type switch
        {
            0 => JsonValue.Create((long)(int)number),
            1 => JsonValue.Create(text),
            _ => throw new MalformedProtobufException("impossible IntOrString.Type"),
        };
    }

    /// <summary>{raw}: the UTF-8 text of any JSON; null where there is none.</summary>
    public static JsonNode? Json(ReadOnlySpan<byte> message)
    {
        ReadOnlySpan<byte> raw = default;
        var reader = new WireReader(message);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == 1 && wireType == WireType.Bytes)
            {
                raw = reader.ReadBytes();
            }
            else
            {
                SkipUnknown(ref reader, field, wireType, last: 1, "raw");
            }
        }

        try
        {
            return raw.IsEmpty ? null : JsonText.Parse(raw);
        }
        catch (JsonException)
        {
            throw new MalformedProtobufException(GoJsonErrors.Describe(raw));
        }
    }

    private static JsonValue? ReadTime(ReadOnlySpan<byte> message, string format, bool withMicroseconds)
    {
        if (message.IsEmpty)
        {
            return null;
        }

        ulong seconds = 0, nanos = 0;
        var reader = new WireReader(message);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            switch (field, wireType)
            {
                case (1, WireType.Varint):
                    seconds = reader.ReadVarint();
                    break;
                case (2, WireType.Varint):
                    nanos = reader.ReadVarint();
                    break;
                default:
                    SkipUnknown(ref reader, field, wireType, last: 2, "time");
                    break;
            }
        }

        try
        {
            var time = DateTimeOffset.FromUnixTimeSeconds((long)seconds);
            if (withMicroseconds)
            {
                var ticks = (int)nanos / NanosecondsPerTick;
                time = time.AddTicks(ticks - (ticks % TicksPerMicrosecond));
            }

            return JsonValue.Create(time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture));
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new MalformedProtobufException("Time.MarshalJSON: year outside of range [0,9999]");
        }
    }

    private static void SkipUnknown(ref WireReader reader, int field, WireType wireType, int last, string name)
    {
        if (field <= last)
        {
            throw MalformedProtobufException.WrongWireType(wireType, name);
        }

        reader.Skip(wireType);
    }
}
