using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Schemas;

/// <summary>The scalar types that Go reads with methods of their own, each with its own errors.</summary>
internal static class ScalarFormats
{
    /// <exception cref="DecodeException">The value is none of that type.</exception>
    public static JsonNode Read(SchemaType type, JsonNode node) => type switch
    {
        SchemaType.IntOrString => IntOrString(node),
        SchemaType.Quantity => ReadQuantity(node),
        SchemaType.Time => Time(node, "yyyy-MM-dd'T'HH:mm:ss'Z'", "2006-01-02T15:04:05Z07:00"),
        SchemaType.MicroTime => Time(node, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", "2006-01-02T15:04:05.000000Z07:00"),
        SchemaType.Duration => node.AsText() is { } text ? JsonValue.Create(text) : throw NotInto(node, "string"),
        SchemaType.Bytes => Bytes(node),
        _ => node.DeepClone(),
    };

    private static JsonValue IntOrString(JsonNode node) => node.AsText() is { } text
        ? JsonValue.Create(text)
        : node.AsLong() is { } number and >= int.MinValue and <= int.MaxValue ? JsonValue.Create(number) : throw NotInto(node, "int32");

    private static JsonValue ReadQuantity(JsonNode node)
    {
        var text = node is JsonValue ? node.AsText() ?? node.ToJsonString() : "";
        return text.Length > 0 && Quantity.TryParse(text.Trim(), out var quantity)
            ? JsonValue.Create(quantity.ToString())
            : throw new DecodeException(Quantity.ParseError);
    }

    private static JsonValue Time(JsonNode node, string format, string goLayout)
    {
        var text = node.AsText() ?? throw NotInto(node, "string");
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) || !text.Contains('T', StringComparison.Ordinal))
        {
            throw new DecodeException($"parsing time \"{text}\" as \"{goLayout}\": cannot parse \"{text}\" as \"2006\"");
        }

        return JsonValue.Create(time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture));
    }

    private static JsonValue Bytes(JsonNode node)
    {
        var text = (node.AsText() ?? throw NotInto(node, "[]uint8")).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        var buffer = new byte[(text.Length * 3 / 4) + 3];
        return Convert.TryFromBase64String(text, buffer, out var length) && !text.Contains(' ', StringComparison.Ordinal)
            ? JsonValue.Create(Convert.ToBase64String(buffer, 0, length))
            : throw new DecodeException("illegal base64 data at input byte " + FirstBad(text).ToString(CultureInfo.InvariantCulture));
    }

    private static int FirstBad(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(text[i]) && text[i] is not ('+' or '/' or '='))
            {
                return i;
            }
        }

        // Only the length is wrong: Go points at the last, incomplete group.
        return text.Length - (text.Length % 4);
    }

    private static DecodeException NotInto(JsonNode node, string goType)
    {
        var found = node switch
        {
            JsonObject => "object",
            JsonArray => "array",
            _ => node.GetValueKind() switch
            {
                JsonValueKind.String => "string",
                JsonValueKind.Number => "number",
                _ => "bool",
            },
        };
        return new DecodeException($"json: cannot unmarshal {found} into Go value of type {goType}");
    }
}
