using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server.Protobuf;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server;

/// <summary>The body of a write: its text, and the object in it.</summary>
internal sealed record RequestBody(byte[] Bytes, string MediaType)
{
    /// <summary>Larger bodies are refused, as kube-apiserver does.</summary>
    private const int MaximumBytes = 3 * 1024 * 1024;

    private const int SummaryLength = 30;

    /// <exception cref="ApiStatusException">413: too large. 400: it does not arrive whole.</exception>
    public static async Task<RequestBody> ReadAsync(HttpContext context)
    {
        var clause = MediaClause.Parse(context.Request.ContentType ?? "application/json");
        using var buffer = new MemoryStream();
        var source = context.Request.Headers.ContentEncoding.ToString() == "gzip"
            ? new GZipStream(context.Request.Body, CompressionMode.Decompress)
            : context.Request.Body;
        var chunk = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await source.ReadAsync(chunk, context.RequestAborted).ConfigureAwait(false)) > 0)
            {
                if (buffer.Length + read > MaximumBytes)
                {
                    throw ApiErrors.TooLarge($"Request entity too large: limit is {MaximumBytes}");
                }

                buffer.Write(chunk, 0, read);
            }
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException or BadHttpRequestException)
        {
            throw ApiErrors.BadRequest(broken.Message);
        }

        return new RequestBody(buffer.ToArray(), clause.Type);
    }

    /// <summary>The object in the body of a create or update.</summary>
    /// <param name="duplicates">Receives the paths of members that the text repeats.</param>
    /// <exception cref="ApiStatusException">415: neither JSON, YAML nor protobuf. 400: malformed, or not of the expected kind.</exception>
    public JsonObject ParseObject(string expectedKind, string expectedVersion, string group, bool kindRequired, List<string> duplicates)
    {
        if (MediaType == ProtobufBody.MediaType)
        {
            return ParseProtobuf(expectedKind, expectedVersion, group);
        }

        JsonNode? node;
        try
        {
            node = MediaType switch
            {
                "application/json" => Bytes.Length == 0 ? throw new JsonException() : JsonText.Parse(Bytes, duplicates.Add),
                "application/yaml" => YamlText.Parse(Bytes),
                _ => throw ApiErrors.UnsupportedMediaType(
                    "the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf"),
            };
        }
        catch (JsonException invalid)
        {
            var why = MediaType == "application/json" ? GoJsonErrors.Describe(Bytes) : invalid.Message;
            throw Unrecognized(expectedKind, "couldn't get version/kind; json parse error: " + why);
        }

        if (node is not JsonObject obj)
        {
            var found = node switch
            {
                null => "null",
                JsonArray => "array",
                _ => node.GetValueKind() == JsonValueKind.String ? "string" : node.GetValueKind() == JsonValueKind.Number ? "number" : "bool",
            };
            throw Unrecognized(
                expectedKind, $"couldn't get version/kind; json parse error: json: cannot unmarshal {found} into Go value of type struct {{ APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }}");
        }

        CheckKind(obj, expectedKind, expectedVersion, group, kindRequired);
        return obj;
    }

    private JsonObject ParseProtobuf(string expectedKind, string expectedVersion, string group)
    {
        ProtobufEnvelope envelope;
        try
        {
            envelope = ProtobufEnvelope.Read(Bytes);
        }
        catch (MalformedProtobufException malformed)
        {
            throw Unrecognized(expectedKind, malformed.Message);
        }

        // Before the object itself is read: bytes of another kind would only make a puzzling decoding error.
        var typeMeta = new JsonObject { ["kind"] = envelope.Kind, ["apiVersion"] = envelope.ApiVersion };
        CheckKind(typeMeta, expectedKind, expectedVersion, group, kindRequired: false);
        var obj = ProtobufBody.Decode(envelope.Raw, group, expectedVersion, expectedKind);
        obj["kind"] = expectedKind;
        obj["apiVersion"] = group.Length == 0 ? expectedVersion : group + "/" + expectedVersion;
        return obj;
    }

    private static void CheckKind(JsonObject obj, string expectedKind, string expectedVersion, string group, bool kindRequired)
    {
        var kind = obj.GetText("kind") ?? "";
        var apiVersion = obj.GetText("apiVersion") ?? "";
        if (kindRequired && kind.Length == 0)
        {
            throw ApiErrors.BadRequest($"Object 'Kind' is missing in '{JsonText.WriteString(obj)}'");
        }

        var expected = group.Length == 0 ? expectedVersion : group + "/" + expectedVersion;
        var version = apiVersion[(apiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];
        if (kind.Length > 0 && kind != expectedKind)
        {
            var shownVersion = version.Length == 0 ? expectedVersion : version;
            throw ApiErrors.BadRequest(
                $"{kind} in version \"{shownVersion}\" cannot be handled as a {expectedKind}: converting ({shownVersion}.{kind}) to ({InternalPackage(group)}.{expectedKind}): unknown conversion");
        }

        if (apiVersion.Length > 0 && apiVersion != expected)
        {
            throw ApiErrors.BadRequest($"the API version in the data ({apiVersion}) does not match the expected API version ({expected})");
        }
    }

    private static string InternalPackage(string group) => group.Length == 0 ? "core" : group.Split('.')[0];

    private ApiStatusException Unrecognized(string expectedKind, string why) =>
        ApiErrors.BadRequest($"the object provided is unrecognized (must be of type {expectedKind}): {why} ({Summary()})");

    private string Summary()
    {
        if (Bytes.Length == 0)
        {
            return "<empty>";
        }

        var shown = Bytes.AsSpan(0, Math.Min(Bytes.Length, SummaryLength));
        var text = Bytes[0] == '{' ? Encoding.UTF8.GetString(shown) : Convert.ToHexString(shown).ToLowerInvariant();
        return Bytes.Length > SummaryLength ? text + " ..." : text;
    }
}
