using System.Buffers;
using System.Text;
using System.Text.Json;

namespace PodKube.Client.Resources;

/// <summary>One Kubernetes object as the server sent it: its UTF-8 JSON, unchanged. Nothing the server sent is lost.</summary>
public sealed class KubeObject
{
    // Null where nobody has looked for them yet.
    private FieldMark[]? _fields;
    private ObjectMetadata? _metadata;
    private ObjectType? _type;

    /// <summary>Makes an object of its JSON.</summary>
    /// <param name="json">One JSON object in UTF-8. It is kept, not copied.</param>
    /// <param name="apiVersion">The apiVersion where the JSON has none, as on the items of a list.</param>
    /// <param name="kind">The kind where the JSON has none.</param>
    public KubeObject(ReadOnlyMemory<byte> json, string apiVersion = "", string kind = "")
    {
        Text = new ObjectText(json);
        ItemApiVersion = apiVersion;
        ItemKind = kind;
    }

    internal KubeObject(ObjectText text, string apiVersion, string kind, ObjectType? type, FieldMark[] fields)
    {
        Text = text;
        ItemApiVersion = apiVersion;
        ItemKind = kind;
        _type = type;
        _fields = fields;
    }

    /// <summary>The object as it came. On an item of a list it has neither <c>apiVersion</c> nor <c>kind</c>: see <see cref="WriteTo(IBufferWriter{byte})"/>.</summary>
    public ReadOnlyMemory<byte> Json => Text.Json;

    /// <summary>The group and version, for instance <c>apps/v1</c>: the object's own, else that of the list it came in.</summary>
    public string ApiVersion => Type.ApiVersion ?? ItemApiVersion;

    /// <summary>The kind: the object's own, else that of the list it came in.</summary>
    public string Kind => Type.Kind ?? ItemKind;

    /// <summary>The name; empty when the object has none (yet).</summary>
    public string Name => Metadata.Name ?? "";

    /// <summary>The namespace; null for cluster-scoped objects.</summary>
    public string? Namespace => Metadata.Namespace;

    /// <summary>The uid; empty when the object has none.</summary>
    public string Uid => Metadata.Uid ?? "";

    /// <summary>The resource version; empty when the object has none.</summary>
    public string ResourceVersion => Metadata.ResourceVersion ?? "";

    /// <summary>Whether the JSON itself carries <c>apiVersion</c> and <c>kind</c>.</summary>
    public bool HasTypeMeta => Type is { ApiVersion: not null, Kind: not null };

    /// <summary>Where the bytes are.</summary>
    internal ObjectText Text { get; }

    /// <summary>Whether the bytes look like a JSON object, as far as their first character tells.</summary>
    internal bool IsJsonObject => Json.Span.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];

    private string ItemApiVersion { get; }

    private string ItemKind { get; }

    // Two threads may both read these: they read the same, and a reference is written in one piece.
    private ObjectMetadata Metadata => _metadata ??= ObjectMetadata.Read(Json.Span);

    private ObjectType Type => _type ??= ObjectType.Read(Json.Span);

    // The fields of an item were found when it was cut: the bytes stay where they are.
    private FieldMark[] Fields => _fields ??= ObjectScanner.FieldsOf(Json.Span);

    /// <summary>The top-level fields in the server's order, each value a slice of <see cref="Json"/>.</summary>
    /// <exception cref="JsonException">The bytes are not one JSON object. Thrown here, not while enumerating.</exception>
    public KubeFieldList EnumerateFields() => new(Text, Fields);

    /// <summary>Finds a top-level field.</summary>
    /// <returns>Whether the object has it.</returns>
    public bool TryGetField(string name, out ReadOnlyMemory<byte> value)
    {
        foreach (KubeField field in EnumerateFields())
        {
            if (field.Name == name)
            {
                value = field.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Finds a top-level field without taking the object out of its page: see <see cref="ObjectText.Peek"/>.</summary>
    internal ReadOnlySpan<byte> PeekField(string name)
    {
        foreach (FieldMark field in Fields)
        {
            if (field.Name == name)
            {
                return Text.Peek().Slice(field.Start, field.Length);
            }
        }

        return default;
    }

    /// <summary>Writes the object as JSON, <c>apiVersion</c> and <c>kind</c> first where its own bytes lack them.</summary>
    public void WriteTo(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        ReadOnlySpan<byte> json = Json.Span;
        if (HasTypeMeta || (ItemApiVersion.Length == 0 && ItemKind.Length == 0))
        {
            output.Write(json);
            return;
        }

        int brace = json.IndexOf((byte)'{');
        output.Write("{"u8);
        bool any = WriteMissing(output, "apiVersion", Type.ApiVersion, ItemApiVersion, false);
        any = WriteMissing(output, "kind", Type.Kind, ItemKind, any);
        ReadOnlySpan<byte> rest = json[(brace + 1)..].TrimStart(" \t\r\n"u8);
        if (any && rest[0] != '}')
        {
            output.Write(","u8);
        }

        output.Write(rest);
    }

    /// <summary>The object as JSON, <c>apiVersion</c> and <c>kind</c> included.</summary>
    public byte[] ToUtf8Json()
    {
        ArrayBufferWriter<byte> buffer = new(Json.Length + 64);
        WriteTo(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Kind and name, for people: <c>Pod team-a/web</c>. Never the content, which may be a Secret's.</summary>
    public override string ToString() => Namespace is null ? $"{Kind} {Name}" : $"{Kind} {Namespace}/{Name}";

    private static bool WriteMissing(IBufferWriter<byte> output, string name, string? own, string fallback, bool comma)
    {
        if (own is not null || fallback.Length == 0)
        {
            return comma;
        }

        string text = (comma ? "," : "") + $"\"{name}\":\"{JsonEncodedText.Encode(fallback)}\"";
        output.Write(Encoding.UTF8.GetBytes(text));
        return true;
    }
}
