using System.Text.Json;

namespace PodKube.Client.Resources;

/// <summary>Reads type and metadata of an object without building the rest.</summary>
internal static class ObjectIdentityReader
{
    internal static ObjectIdentity Read(ReadOnlySpan<byte> json)
    {
        ObjectIdentity identity = new();
        Utf8JsonReader reader = new(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return identity;
        }

        bool inMetadata = false;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && !inMetadata)
            {
                inMetadata = ReadTopLevel(ref reader, identity);
            }
            else if (reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadMetadata(ref reader, identity);
            }
            else
            {
                // The end of metadata, or of the object.
                inMetadata = false;
            }
        }

        return identity;
    }

    private static bool ReadTopLevel(ref Utf8JsonReader reader, ObjectIdentity identity)
    {
        if (reader.ValueTextEquals("metadata"u8))
        {
            reader.Read();
            return reader.TokenType == JsonTokenType.StartObject;
        }

        if (reader.ValueTextEquals("apiVersion"u8))
        {
            identity.ApiVersion = Text(ref reader);
        }
        else if (reader.ValueTextEquals("kind"u8))
        {
            identity.Kind = Text(ref reader);
        }
        else
        {
            reader.Skip();
        }

        return false;
    }

    private static void ReadMetadata(ref Utf8JsonReader reader, ObjectIdentity identity)
    {
        if (reader.ValueTextEquals("name"u8))
        {
            identity.Name = Text(ref reader);
        }
        else if (reader.ValueTextEquals("namespace"u8))
        {
            identity.Namespace = Text(ref reader);
        }
        else if (reader.ValueTextEquals("uid"u8))
        {
            identity.Uid = Text(ref reader);
        }
        else if (reader.ValueTextEquals("resourceVersion"u8))
        {
            identity.ResourceVersion = Text(ref reader);
        }
        else
        {
            reader.Skip();
        }
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString();
        }

        reader.Skip();
        return null;
    }
}
