using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using PodKube.Client.Yaml;

namespace PodKube.Client.Patches;

/// <summary>Brings the fields of an object into the order of another one, so that a diff of their texts shows differences and not orders.</summary>
public static class FieldOrder
{
    private static readonly JsonDocumentOptions s_readOptions = new() { MaxDepth = YamlComposer.MaxDepth };

    private static readonly JsonWriterOptions s_writeOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = YamlComposer.MaxDepth,
    };

    /// <summary>Orders one object like another. What the other does not have comes behind, in its own order; lists keep theirs.</summary>
    /// <param name="model">The object whose order is taken, JSON in UTF-8; empty leaves everything as it is.</param>
    /// <param name="json">The object to order, JSON in UTF-8.</param>
    /// <exception cref="JsonException">One of them is not JSON.</exception>
    public static byte[] Like(ReadOnlyMemory<byte> model, ReadOnlyMemory<byte> json)
    {
        if (model.IsEmpty || json.IsEmpty)
        {
            return json.ToArray();
        }

        using JsonDocument like = JsonDocument.Parse(model, s_readOptions);
        using JsonDocument document = JsonDocument.Parse(json, s_readOptions);
        ArrayBufferWriter<byte> buffer = new(json.Length);
        using (Utf8JsonWriter writer = new(buffer, s_writeOptions))
        {
            Write(writer, document.RootElement, like.RootElement);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value, JsonElement model)
    {
        switch (value.ValueKind, model.ValueKind)
        {
            case (JsonValueKind.Object, JsonValueKind.Object):
                WriteFields(writer, value, model);
                break;
            case (JsonValueKind.Array, JsonValueKind.Array):
                WriteItems(writer, value, model);
                break;
            default:
                writer.WriteRawValue(value.GetRawText(), skipInputValidation: true);
                break;
        }
    }

    private static void WriteFields(Utf8JsonWriter writer, JsonElement value, JsonElement model)
    {
        writer.WriteStartObject();
        foreach (JsonProperty field in model.EnumerateObject())
        {
            if (value.TryGetProperty(field.Name, out JsonElement own))
            {
                writer.WritePropertyName(field.Name);
                Write(writer, own, field.Value);
            }
        }

        foreach (JsonProperty field in value.EnumerateObject().Where(f => !model.TryGetProperty(f.Name, out _)))
        {
            writer.WritePropertyName(field.Name);
            writer.WriteRawValue(field.Value.GetRawText(), skipInputValidation: true);
        }

        writer.WriteEndObject();
    }

    private static void WriteItems(Utf8JsonWriter writer, JsonElement value, JsonElement model)
    {
        writer.WriteStartArray();
        for (int i = 0; i < value.GetArrayLength(); i++)
        {
            Write(writer, value[i], i < model.GetArrayLength() ? model[i] : default);
        }

        writer.WriteEndArray();
    }
}
