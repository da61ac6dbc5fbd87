using System.Buffers.Text;
using System.Text.Json;

namespace PodKube.Client.Resources;

/// <summary>The parts of an object's metadata that say which one it is; null where the object does not say.</summary>
internal sealed record ObjectMetadata
{
    private string? _name;
    private string? _namespace;
    private string? _uid;
    private string? _resourceVersion;

    internal string? Name => _name;

    internal string? Namespace => _namespace;

    internal string? Uid => _uid;

    internal string? ResourceVersion => _resourceVersion;

    /// <summary>Reads as far as the end of the metadata, not the object behind it.</summary>
    internal static ObjectMetadata Read(ReadOnlySpan<byte> json)
    {
        ObjectMetadata metadata = new();
        Utf8JsonReader reader = new(json);
        if (!Enter(ref reader))
        {
            return metadata;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            metadata.ReadField(ref reader);
        }

        return metadata;
    }

    /// <summary>The uid alone, without making anything.</summary>
    /// <param name="metadata">The metadata as JSON.</param>
    /// <param name="uid">The uid.</param>
    internal static bool TryReadUid(ReadOnlySpan<byte> metadata, out Guid uid)
    {
        FieldWalker fields = new(metadata);
        while (fields.MoveNext())
        {
            if (fields.Name.SequenceEqual("uid"u8))
            {
                return Utf8Parser.TryParse(fields.Value.Trim((byte)'"'), out uid, out int length) && length + 2 == fields.Value.Length;
            }
        }

        uid = default;
        return false;
    }

    private static bool Enter(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool found = reader.ValueTextEquals("metadata"u8);
            reader.Read();
            if (found)
            {
                return reader.TokenType == JsonTokenType.StartObject;
            }

            reader.Skip();
        }

        return false;
    }

    private void ReadField(ref Utf8JsonReader reader)
    {
        ref string? field = ref _name;
        bool wanted = true;
        if (reader.ValueTextEquals("namespace"u8))
        {
            field = ref _namespace;
        }
        else if (reader.ValueTextEquals("uid"u8))
        {
            field = ref _uid;
        }
        else if (reader.ValueTextEquals("resourceVersion"u8))
        {
            field = ref _resourceVersion;
        }
        else
        {
            wanted = reader.ValueTextEquals("name"u8);
        }

        reader.Read();
        if (wanted && reader.TokenType == JsonTokenType.String)
        {
            field = reader.GetString();
        }

        reader.Skip();
    }
}
