using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Schemas;

/// <summary>One field of a struct.</summary>
internal sealed class FieldSchema
{
    public required string Name { get; init; }

    public required TypeSchema Type { get; init; }

    /// <summary>Written even when it has its zero value (a Go field without omitempty).</summary>
    public bool AlwaysWritten { get; init; }

    /// <summary>A zero value counts as set (a Go pointer).</summary>
    public bool Pointer { get; init; }

    /// <summary>A time that is left out when it is zero, instead of written as null.</summary>
    public bool OmitZero { get; init; }

    /// <summary>What a missing value becomes; null for none.</summary>
    public JsonNode? Default { get; init; }

    /// <summary>A strategic merge patch merges this list instead of replacing it.</summary>
    public bool PatchMerges { get; init; }

    /// <summary>The member by which a strategic merge patch finds elements; null for lists of plain values.</summary>
    public string? PatchMergeKey { get; init; }

    /// <summary>A strategic merge patch keeps only the members that it lists under $retainKeys.</summary>
    public bool PatchRetainsKeys { get; init; }
}
