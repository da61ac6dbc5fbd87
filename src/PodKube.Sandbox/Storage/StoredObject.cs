using System.Text.Json;
using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Storage;

/// <summary>
/// One version of one object. The UTF-8 JSON is what is kept; the node tree is parsed on demand and may be collected again, because a tree
/// takes many times the memory of its text.
/// </summary>
internal sealed class StoredObject
{
    private readonly WeakReference<JsonObject> _value;
    private IReadOnlyDictionary<string, string>? _labels;

    public StoredObject(ObjectKey key, long revision, JsonObject value)
    {
        Key = key;
        Revision = revision;
        Utf8 = JsonText.Write(value);
        _value = new WeakReference<JsonObject>(value);
    }

    public ObjectKey Key { get; }

    /// <summary>The store's revision at which this version was written; equals metadata.resourceVersion.</summary>
    public long Revision { get; }

    /// <summary>The whole object as compact UTF-8 JSON, apiVersion and kind included.</summary>
    public byte[] Utf8 { get; }

    /// <summary>The text of metadata alone.</summary>
    public ReadOnlyMemory<byte> MetadataUtf8
    {
        get
        {
            var reader = new Utf8JsonReader(Utf8);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isMetadata = reader.ValueTextEquals("metadata"u8);
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (isMetadata)
                {
                    return Utf8.AsMemory(start, (int)reader.BytesConsumed - start);
                }
            }

            return "{}"u8.ToArray();
        }
    }

    /// <summary>The object as nodes. Shared between readers: never change it, take <see cref="Copy"/> for that.</summary>
    public JsonObject Value
    {
        get
        {
            if (!_value.TryGetTarget(out var value))
            {
                value = (JsonObject)JsonText.Parse(Utf8)!;
                _value.SetTarget(value);
            }

            return value;
        }
    }

    /// <summary>The labels, kept apart so that selectors need no parsing.</summary>
    public IReadOnlyDictionary<string, string> Labels => _labels ??= ReadLabels(Value);

    /// <summary>A copy of the object that the caller owns.</summary>
    public JsonObject Copy() => (JsonObject)JsonText.Parse(Utf8)!;

    private static Dictionary<string, string> ReadLabels(JsonObject value)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        if (value["metadata"] is JsonObject metadata && metadata["labels"] is JsonObject pairs)
        {
            foreach (var (name, node) in pairs)
            {
                labels[name] = node is JsonValue text && text.TryGetValue<string>(out var content) ? content : "";
            }
        }

        return labels;
    }
}
