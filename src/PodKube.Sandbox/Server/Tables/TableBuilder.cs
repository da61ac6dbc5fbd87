using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server.Tables;

/// <summary>Objects as tables: what kubectl get asks for. Written straight as text, with each object's own text in its row.</summary>
internal static class TableBuilder
{
    private static readonly ConcurrentDictionary<string, IReadOnlyList<TableColumn>> s_builtIn = new(StringComparer.Ordinal);
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static ReadOnlyMemory<byte> ForList(ResourceKind kind, ListPage page, string version, string include, TimeProvider time) =>
        Write(kind, page.Metadata(custom: false), page.Items, version, include, time, withColumns: true);

    public static ReadOnlyMemory<byte> ForOne(
        ResourceKind kind, StoredObject stored, string version, string include, TimeProvider time, bool withColumns = true) =>
        Write(kind, new JsonObject { ["resourceVersion"] = stored.Value.ResourceVersion() }, [stored], version, include, time, withColumns);

    private static ReadOnlyMemory<byte> Write(
        ResourceKind kind, JsonObject metadata, IReadOnlyList<StoredObject> items, string version, string include, TimeProvider time, bool withColumns)
    {
        var columns = kind.Columns ?? s_builtIn.GetOrAdd(kind.Resource, BuiltInTables.Columns);
        var now = time.GetUtcNow();
        var buffer = new ArrayBufferWriter<byte>(1024 + (items.Count * 1024));
        using var writer = new Utf8JsonWriter(buffer, s_options);
        writer.WriteStartObject();
        writer.WriteString("kind"u8, "Table"u8);
        writer.WriteString("apiVersion"u8, "meta.k8s.io/" + version);
        writer.WritePropertyName("metadata"u8);
        metadata.WriteTo(writer);
        writer.WritePropertyName("columnDefinitions"u8);
        WriteDefinitions(writer, withColumns ? columns : null);
        writer.WritePropertyName("rows"u8);
        if (items.Count == 0 && kind.Columns is null && !BuiltInTables.Names(kind.Resource))
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteStartArray();
            foreach (var item in items)
            {
                WriteRow(writer, columns, item, now, version, include);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteRow(
        Utf8JsonWriter writer, IReadOnlyList<TableColumn> columns, StoredObject item, DateTimeOffset now, string version, string include)
    {
        var row = new TableRow(item.Value, now);
        writer.WriteStartObject();
        writer.WriteStartArray("cells"u8);
        foreach (var column in columns)
        {
            JsonText.WriteTo(column.Cell(row), writer);
        }

        writer.WriteEndArray();
        writer.WritePropertyName("object"u8);
        switch (include)
        {
            case "None":
                writer.WriteNullValue();
                break;
            case "Object":
                writer.WriteRawValue(item.Utf8, skipInputValidation: true);
                break;
            default:
                writer.WriteStartObject();
                writer.WriteString("kind"u8, "PartialObjectMetadata"u8);
                writer.WriteString("apiVersion"u8, "meta.k8s.io/" + version);
                writer.WritePropertyName("metadata"u8);
                writer.WriteRawValue(item.MetadataUtf8.Span, skipInputValidation: true);
                writer.WriteEndObject();
                break;
        }

        writer.WriteEndObject();
    }

    private static void WriteDefinitions(Utf8JsonWriter writer, IReadOnlyList<TableColumn>? columns)
    {
        if (columns is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartArray();
        foreach (var column in columns)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, column.Name);
            writer.WriteString("type"u8, column.Type);
            writer.WriteString("format"u8, column.Format);
            writer.WriteString("description"u8, column.Description);
            writer.WriteNumber("priority"u8, column.Priority);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
