namespace PodKube.Client.Yaml;

/// <summary>What a scalar is, once its text and tag are looked at.</summary>
internal enum ScalarKind
{
    /// <summary>Text.</summary>
    String,

    /// <summary>Nothing: JSON null.</summary>
    Null,

    /// <summary>JSON true.</summary>
    True,

    /// <summary>JSON false.</summary>
    False,

    /// <summary>A whole number between -2^63 and 2^64-1.</summary>
    Integer,

    /// <summary>Any other number, infinities and not-a-number included.</summary>
    Float,

    /// <summary>A date or time, which Kubernetes keeps as text.</summary>
    Timestamp,
}
