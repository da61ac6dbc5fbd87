namespace PodKube.Sandbox.Server.Protobuf;

/// <summary>
/// What Kubernetes wraps around every protobuf object: the prefix "k8s" and a zero byte, then a message with apiVersion, kind and the object's own bytes
/// (https://kubernetes.io/docs/reference/using-api/api-concepts/#protobuf-encoding). Its contentEncoding and contentType are not read, as on a real server.
/// </summary>
internal readonly ref struct ProtobufEnvelope
{
    private const int TypeMetaField = 1;
    private const int RawField = 2;

    private ProtobufEnvelope(string apiVersion, string kind, ReadOnlySpan<byte> raw)
    {
        ApiVersion = apiVersion;
        Kind = kind;
        Raw = raw;
    }

    /// <summary>Empty where the sender left it to the URL.</summary>
    public string ApiVersion { get; }

    public string Kind { get; }

    public ReadOnlySpan<byte> Raw { get; }

    private static ReadOnlySpan<byte> Prefix => "k8s\0"u8;

    /// <exception cref="MalformedProtobufException">The body is no such envelope.</exception>
    public static ProtobufEnvelope Read(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
        {
            throw new MalformedProtobufException("empty data");
        }

        if (!body.StartsWith(Prefix))
        {
            throw new MalformedProtobufException("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
        }

        if (body.Length == Prefix.Length)
        {
            throw new MalformedProtobufException("empty body");
        }

        var reader = new WireReader(body[Prefix.Length..]);
        string apiVersion = "", kind = "";
        ReadOnlySpan<byte> raw = default;
        while (reader.TryReadTag(out var field, out var wireType))
        {
            switch (field)
            {
                case TypeMetaField:
                    Require(wireType, "typeMeta");
                    ReadTypeMeta(reader.ReadBytes(), ref apiVersion, ref kind);
                    break;
                case RawField:
                    Require(wireType, "raw");
                    raw = reader.ReadBytes();
                    break;
                default:
                    reader.Skip(wireType);
                    break;
            }
        }

        return new ProtobufEnvelope(apiVersion, kind, raw);
    }

    private static void ReadTypeMeta(ReadOnlySpan<byte> bytes, ref string apiVersion, ref string kind)
    {
        var reader = new WireReader(bytes);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            switch (field)
            {
                case 1:
                    Require(wireType, "apiVersion");
                    apiVersion = reader.ReadText();
                    break;
                case 2:
                    Require(wireType, "kind");
                    kind = reader.ReadText();
                    break;
                default:
                    reader.Skip(wireType);
                    break;
            }
        }
    }

    private static void Require(WireType found, string field)
    {
        if (found != WireType.Bytes)
        {
            throw MalformedProtobufException.WrongWireType(found, field);
        }
    }
}
