using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using PodKube.Client.Yaml;

namespace PodKube.Client.Patches;

/// <summary>JSON merge patches, media type <c>application/merge-patch+json</c>.</summary>
/// <remarks>https://www.rfc-editor.org/rfc/rfc7386. Objects are merged field by field, null removes a field, lists are replaced as a whole.</remarks>
public static class MergePatch
{
    private static readonly JsonDocumentOptions s_readOptions = new() { MaxDepth = YamlComposer.MaxDepth };

    private static readonly JsonWriterOptions s_writeOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = YamlComposer.MaxDepth,
    };

    /// <summary>Builds the smallest patch that turns one object into another.</summary>
    /// <param name="before">The object as it is, JSON in UTF-8.</param>
    /// <param name="after">The object as it shall be, JSON in UTF-8.</param>
    /// <param name="nullRemoves">Whether a null in the second object stands for a field that shall not be there.</param>
    /// <returns>The patch; <c>{}</c> when the objects are equal.</returns>
    /// <exception cref="JsonException">One of them is not JSON.</exception>
    /// <exception cref="ArgumentException">One of them is no object, or the second holds a null where the first has another value: a merge patch
    /// cannot set null.</exception>
    public static byte[] Create(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after, bool nullRemoves = false)
    {
        using JsonDocument left = JsonDocument.Parse(before, s_readOptions);
        using JsonDocument right = JsonDocument.Parse(after, s_readOptions);
        if (left.RootElement.ValueKind != JsonValueKind.Object || right.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new ArgumentException("A merge patch is made of two objects.", nameof(after));
        }

        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, s_writeOptions))
        {
            WriteDifference(writer, left.RootElement, right.RootElement, "", nullRemoves);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteDifference(Utf8JsonWriter writer, JsonElement before, JsonElement after, string path, bool nullRemoves)
    {
        writer.WriteStartObject();
        foreach (JsonProperty field in before.EnumerateObject())
        {
            if (!after.TryGetProperty(field.Name, out _))
            {
                writer.WriteNull(field.Name);
            }
        }

        foreach (JsonProperty field in after.EnumerateObject())
        {
            string place = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
            bool known = before.TryGetProperty(field.Name, out JsonElement old);
            if (!known || !JsonEquality.AreEqual(old, field.Value))
            {
                WriteChange(writer, known ? old : default, field, place, nullRemoves);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteChange(Utf8JsonWriter writer, JsonElement before, JsonProperty field, string path, bool nullRemoves)
    {
        if (field.Value.ValueKind == JsonValueKind.Null)
        {
            if (before.ValueKind == JsonValueKind.Undefined)
            {
                return;
            }

            if (nullRemoves)
            {
                writer.WriteNull(field.Name);
                return;
            }

            throw new ArgumentException($"A merge patch cannot set '{path}' to null: null removes a field there.");
        }

        writer.WritePropertyName(field.Name);
        if (field.Value.ValueKind != JsonValueKind.Object)
        {
            field.Value.WriteTo(writer);
            return;
        }

        WriteDifference(writer, before.ValueKind == JsonValueKind.Object ? before : EmptyObject, field.Value, path, nullRemoves);
    }

    private static JsonElement EmptyObject => s_empty.RootElement;

    private static readonly JsonDocument s_empty = JsonDocument.Parse("{}");
}
