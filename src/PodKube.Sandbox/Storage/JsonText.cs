using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Storage;

/// <summary>
/// Turns UTF-8 JSON into fully built node trees and back. Built eagerly, because a lazily read <see cref="JsonObject"/> is not safe for several
/// readers at once; numbers become <see cref="long"/> where they are integers and <see cref="double"/> otherwise, as Go's unstructured decoder does.
/// </summary>
internal static class JsonText
{
    /// <summary>Deeper bodies are refused, as Go's decoder refuses them.</summary>
    public const int MaxDepth = 1000;

    private static readonly JsonReaderOptions s_readerOptions = new() { MaxDepth = MaxDepth };
    private static readonly JsonWriterOptions s_writerOptions =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, MaxDepth = MaxDepth + 16 };

    /// <summary>Parses one JSON value; a repeated member takes its last value, <paramref name="onDuplicate"/> hears of it with its path.</summary>
    /// <exception cref="JsonException">The text is not one JSON value.</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> utf8, Action<string>? onDuplicate = null)
    {
        var reader = new Utf8JsonReader(utf8, s_readerOptions);
        try
        {
            if (!reader.Read())
            {
                throw new JsonException("unexpected end of JSON input");
            }

            var node = ReadValue(ref reader, onDuplicate, "");
            if (reader.Read())
            {
                throw new JsonException("data after the top-level value");
            }

            return node;
        }
        catch (InvalidOperationException invalid)
        {
            // Utf8JsonReader.GetString reports invalid UTF-8 and lone surrogates this way.
            throw new JsonException(invalid.Message, invalid);
        }
    }

    /// <summary>The compact UTF-8 text of a node.</summary>
    public static byte[] Write(JsonNode? node)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, s_writerOptions))
        {
            WriteTo(node, writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The compact text of a node as a string.</summary>
    public static string WriteString(JsonNode? node) => System.Text.Encoding.UTF8.GetString(Write(node));

    /// <summary>Writes a node where "null" is a value too.</summary>
    public static void WriteTo(JsonNode? node, Utf8JsonWriter writer)
    {
        if (node is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            node.WriteTo(writer);
        }
    }

    private static JsonNode? ReadValue(ref Utf8JsonReader reader, Action<string>? onDuplicate, string path)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return ReadObject(ref reader, onDuplicate, path);
            case JsonTokenType.StartArray:
                var array = new JsonArray();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    var element = onDuplicate is null ? path : string.Create(CultureInfo.InvariantCulture, $"{path}[{array.Count}]");
                    array.Add(ReadValue(ref reader, onDuplicate, element));
                }

                return array;
            case JsonTokenType.String:
                return JsonValue.Create(reader.GetString());
            case JsonTokenType.Number:
                return reader.TryGetInt64(out var integer) ? JsonValue.Create(integer) : JsonValue.Create(Real(ref reader));
            case JsonTokenType.True:
                return JsonValue.Create(true);
            case JsonTokenType.False:
                return JsonValue.Create(false);
            default:
                return null;
        }
    }

    private static double Real(ref Utf8JsonReader reader) =>
        reader.GetDouble() is var real && double.IsFinite(real) ? real : throw new JsonException("number out of range");

    private static JsonObject ReadObject(ref Utf8JsonReader reader, Action<string>? onDuplicate, string path)
    {
        var result = new JsonObject();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            var member = onDuplicate is null ? path : path.Length == 0 ? name : path + "." + name;
            reader.Read();
            var value = ReadValue(ref reader, onDuplicate, member);
            if (onDuplicate is not null && result.ContainsKey(name))
            {
                onDuplicate(member);
            }

            result[name] = value;
        }

        return result;
    }
}
