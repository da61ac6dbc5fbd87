namespace PodKube.Sandbox.Server.Protobuf;

/// <summary>Bytes that are no message of the expected type; the message is the one that the API server gives.</summary>
internal sealed class MalformedProtobufException(string message) : Exception(message)
{
    public static MalformedProtobufException Truncated() => new("unexpected EOF");

    public static MalformedProtobufException WrongWireType(WireType found, string field) =>
        new($"proto: wrong wireType = {(int)found} for field {char.ToUpperInvariant(field[0])}{field.AsSpan(1)}");
}
