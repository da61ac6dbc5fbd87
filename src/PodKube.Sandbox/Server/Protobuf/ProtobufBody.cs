using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Schemas;
using PodKube.Sandbox.Schemas.Protobuf;

namespace PodKube.Sandbox.Server.Protobuf;

/// <summary>Objects in request bodies of the type application/vnd.kubernetes.protobuf. Answers are JSON: clients that send protobuf accept both.</summary>
internal static class ProtobufBody
{
    public const string MediaType = "application/vnd.kubernetes.protobuf";

    /// <summary>The object in the raw bytes of an envelope, without its kind and apiVersion.</summary>
    /// <exception cref="ApiStatusException">400: the bytes are no such object. 415: the kind has no protobuf form, as custom resources have none.</exception>
    public static JsonObject Decode(ReadOnlySpan<byte> raw, string group, string version, string kind)
    {
        if (MessageLibrary.Shared.Find(group, version, kind) is not { } layout || SchemaLibrary.Shared.Find(group, version, kind) is not { } schema)
        {
            throw ApiErrors.UnsupportedMediaType(
                "the body of the request was in an unknown format - accepted media types include: application/json, application/yaml");
        }

        try
        {
            return ProtobufDecoder.Decode(layout, schema, raw);
        }
        catch (MalformedProtobufException malformed)
        {
            throw ObjectCodec.CannotHandle(kind, version, malformed.Message);
        }
    }

    /// <summary>The options of a request, which belong to no group: clients send them under the group of the resource.</summary>
    /// <exception cref="ApiStatusException">400: the body is no envelope with such options.</exception>
    public static JsonObject DecodeOptions(ReadOnlySpan<byte> body, string kind)
    {
        ProtobufEnvelope envelope;
        try
        {
            envelope = ProtobufEnvelope.Read(body);
        }
        catch (MalformedProtobufException malformed)
        {
            throw ApiErrors.BadRequest(malformed.Message);
        }

        if (envelope.Kind.Length > 0 && envelope.Kind != kind)
        {
            throw ApiErrors.BadRequest("decoded object cannot be converted to " + kind);
        }

        return Decode(envelope.Raw, "", "v1", kind);
    }
}
