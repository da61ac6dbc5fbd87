using System.Buffers;
using System.Text.Json;
using PodKube.Client.Http;
using PodKube.Client.Requests;

namespace PodKube.Client.Access;

/// <summary>Sends a review, and reads what reviews hold.</summary>
internal static class ReviewCall
{
    /// <param name="client">Who asks.</param>
    /// <param name="path">Where the review is created.</param>
    /// <param name="body">The review.</param>
    /// <param name="isRepeatSafe">A review changes nothing, so it may be sent again; a request for a token makes one each time.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    internal static async Task<JsonDocument> PostAsync(
        KubeClient client, string path, ReadOnlyMemory<byte> body, bool isRepeatSafe, CancellationToken cancellationToken)
    {
        KubeRequest request = KubeRequest.Raw(HttpMethod.Post, path, body) with { IsRepeatSafe = isRepeatSafe };
        using KubeResponse response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        byte[] json = await response.ReadAsBytesAsync(cancellationToken).ConfigureAwait(false);
        return JsonDocument.Parse(json);
    }

    /// <summary>Writes a review of this kind with the spec that <paramref name="spec"/> writes.</summary>
    internal static ReadOnlyMemory<byte> Write(string apiVersion, string kind, Action<Utf8JsonWriter> spec)
    {
        ArrayBufferWriter<byte> buffer = new(256);
        using Utf8JsonWriter writer = new(buffer);
        writer.WriteStartObject();
        writer.WriteString("apiVersion"u8, apiVersion);
        writer.WriteString("kind"u8, kind);
        writer.WriteStartObject("spec"u8);
        spec(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    internal static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyCollection<string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (string text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    internal static Identity ReadUser(JsonElement user)
    {
        Dictionary<string, IReadOnlyList<string>> extra = [];
        if (Child(user, "extra") is { ValueKind: JsonValueKind.Object } facts)
        {
            foreach (JsonProperty fact in facts.EnumerateObject())
            {
                extra[fact.Name] = Texts(fact.Value);
            }
        }

        return new Identity
        {
            User = Text(user, "username"),
            Uid = Text(user, "uid"),
            Groups = Texts(Child(user, "groups")),
            Extra = extra,
            IsConfirmed = true,
        };
    }

    internal static IReadOnlyList<string> Texts(JsonElement array) =>
        array.ValueKind == JsonValueKind.Array ? [.. array.EnumerateArray().Select(a => a.ToString())] : [];

    internal static JsonElement Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement child) ? child : default;

    internal static string Text(JsonElement parent, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
}
