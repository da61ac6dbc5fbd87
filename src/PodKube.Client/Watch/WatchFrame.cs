using System.Text.Json;
using PodKube.Client.Errors;
using PodKube.Client.Resources;

namespace PodKube.Client.Watch;

/// <summary>One line of a watch: ADDED, MODIFIED, DELETED or BOOKMARK with its object, or ERROR with its status.</summary>
/// <param name="Type">The type as the server wrote it.</param>
/// <param name="Item">The object; null for ERROR.</param>
/// <param name="Error">The status of an ERROR; null otherwise.</param>
internal readonly record struct WatchFrame(string Type, KubeObject? Item, KubeStatus? Error)
{
    internal static WatchFrame Read(ReadOnlySpan<byte> line, ApiResource resource)
    {
        string type = "";
        byte[]? json = null;
        Utf8JsonReader reader = new(line);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isType = reader.ValueTextEquals("type"u8);
            bool isObject = !isType && reader.ValueTextEquals("object"u8);
            reader.Read();
            int start = (int)reader.TokenStartIndex;
            type = isType && reader.TokenType == JsonTokenType.String ? Name(ref reader) : type;
            reader.Skip();
            json = isObject ? line[start..(int)reader.BytesConsumed].ToArray() : json;
        }

        if (json is null)
        {
            throw new JsonException("a watch event without object");
        }

        return type == "ERROR"
            ? new WatchFrame(type, null, StatusReader.Read(500, json, null))
            : new WatchFrame(type, new KubeObject(json, resource.ApiVersion, resource.Kind), null);
    }

    private static string Name(ref Utf8JsonReader reader) => reader.ValueTextEquals("MODIFIED"u8) ? "MODIFIED" : reader.GetString()!;
}
