using System.Text.Json;

namespace PodKube.Client.Resources;

/// <summary>What an object says itself about its type; null where it says nothing.</summary>
internal sealed record ObjectType(string? ApiVersion, string? Kind)
{
    internal static readonly ObjectType Unsaid = new(null, null);

    internal static ObjectType Read(ReadOnlySpan<byte> json)
    {
        string? apiVersion = null;
        string? kind = null;
        Utf8JsonReader reader = new(json);
        reader.Read();
        while ((apiVersion is null || kind is null) && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isVersion = reader.ValueTextEquals("apiVersion"u8);
            bool isKind = !isVersion && reader.ValueTextEquals("kind"u8);
            reader.Read();
            if ((isVersion || isKind) && reader.TokenType == JsonTokenType.String)
            {
                apiVersion = isVersion ? reader.GetString() : apiVersion;
                kind = isKind ? reader.GetString() : kind;
            }

            reader.Skip();
        }

        return apiVersion is null && kind is null ? Unsaid : new ObjectType(apiVersion, kind);
    }
}
