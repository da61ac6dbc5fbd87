using System.Text.Json;

namespace PodKube.Objects;

/// <summary>Finds one text in an object's bytes without building anything else: names and ages are asked for on every row of every table.</summary>
internal static class JsonScan
{
    /// <summary>The text of the object's own field; null when it is missing or no text.</summary>
    public static string? Text(ReadOnlySpan<byte> json, ReadOnlySpan<byte> field)
    {
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = JsonValueReader.MaxDepth });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool found = reader.ValueTextEquals(field);
            reader.Read();
            if (found)
            {
                return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }

            reader.Skip();
        }

        return null;
    }
}
