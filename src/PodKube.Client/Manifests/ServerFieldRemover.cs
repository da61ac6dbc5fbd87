using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using PodKube.Client.Yaml;

namespace PodKube.Client.Manifests;

/// <summary>Leaves out of an object what the server wrote. Every other field stays byte for byte as it is.</summary>
public static class ServerFieldRemover
{
    private const string LastAppliedAnnotation = "kubectl.kubernetes.io/last-applied-configuration";

    private static readonly JsonDocumentOptions s_readOptions = new() { MaxDepth = YamlComposer.MaxDepth };

    private static readonly JsonWriterOptions s_writeOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = YamlComposer.MaxDepth,
    };

    /// <summary>The object without those fields; annotations and metadata that would be empty are left out with them.</summary>
    /// <param name="json">One object as JSON in UTF-8.</param>
    /// <param name="fields">What to leave out.</param>
    /// <exception cref="JsonException">The bytes are not JSON.</exception>
    public static byte[] Remove(ReadOnlyMemory<byte> json, ServerFields fields)
    {
        using JsonDocument document = JsonDocument.Parse(json, s_readOptions);
        ArrayBufferWriter<byte> buffer = new(json.Length);
        using (Utf8JsonWriter writer = new(buffer, s_writeOptions))
        {
            writer.WriteStartObject();
            foreach (JsonProperty field in document.RootElement.EnumerateObject())
            {
                WriteField(writer, field, fields);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteField(Utf8JsonWriter writer, JsonProperty field, ServerFields fields)
    {
        if (field.Name == "status" && fields.HasFlag(ServerFields.Status))
        {
            return;
        }

        if (field.Name == "metadata" && field.Value.ValueKind == JsonValueKind.Object)
        {
            WriteKept(writer, field, name => IsServerMetadata(name, fields), value => WriteMetadataField(writer, value, fields));
            return;
        }

        WriteRaw(writer, field);
    }

    private static void WriteMetadataField(Utf8JsonWriter writer, JsonProperty field, ServerFields fields)
    {
        if (field.Name == "annotations" && field.Value.ValueKind == JsonValueKind.Object && fields.HasFlag(ServerFields.LastApplied))
        {
            WriteKept(writer, field, name => name == LastAppliedAnnotation, value => WriteRaw(writer, value));
            return;
        }

        WriteRaw(writer, field);
    }

    private static void WriteKept(Utf8JsonWriter writer, JsonProperty parent, Func<string, bool> isLeftOut, Action<JsonProperty> write)
    {
        JsonProperty[] kept = [.. parent.Value.EnumerateObject().Where(field => !isLeftOut(field.Name))];
        if (kept.Length == 0 && parent.Value.EnumerateObject().Any())
        {
            return;
        }

        writer.WriteStartObject(parent.Name);
        Array.ForEach(kept, write);
        writer.WriteEndObject();
    }

    private static bool IsServerMetadata(string name, ServerFields fields) =>
        name switch
        {
            "managedFields" => fields.HasFlag(ServerFields.ManagedFields),
            "resourceVersion" => fields.HasFlag(ServerFields.ResourceVersion),
            "uid" or "creationTimestamp" or "generation" or "selfLink" or "deletionTimestamp" or "deletionGracePeriodSeconds" =>
                fields.HasFlag(ServerFields.Identity),
            _ => false,
        };

    private static void WriteRaw(Utf8JsonWriter writer, JsonProperty field)
    {
        writer.WritePropertyName(field.Name);
        writer.WriteRawValue(field.Value.GetRawText(), skipInputValidation: true);
    }
}
