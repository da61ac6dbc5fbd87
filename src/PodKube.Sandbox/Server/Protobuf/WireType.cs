namespace PodKube.Sandbox.Server.Protobuf;

/// <summary>How a field is encoded: https://protobuf.dev/programming-guides/encoding/#structure.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    StartGroup = 3,
    EndGroup = 4,
    Fixed32 = 5,
}
