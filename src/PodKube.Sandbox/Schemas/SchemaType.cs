namespace PodKube.Sandbox.Schemas;

/// <summary>What a value may be.</summary>
internal enum SchemaType
{
    Struct,
    Map,
    List,
    String,
    Int32,
    Int64,
    Bool,
    Float,
    IntOrString,
    Quantity,
    Time,
    MicroTime,
    Duration,
    Bytes,

    /// <summary>Any JSON; kept as it is.</summary>
    Any,
}
