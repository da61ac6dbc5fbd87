using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Registry;

internal enum AdmissionOperation
{
    Create,
    Update,
    Delete,
}

/// <summary>A write on its way into the store, as admission sees it.</summary>
internal sealed class AdmissionRequest
{
    public required AdmissionOperation Operation { get; init; }

    public required ResourceKind Kind { get; init; }

    public required OperationContext Context { get; init; }

    public string Namespace { get; init; } = "";

    public string Name { get; init; } = "";

    public string Subresource { get; init; } = "";

    /// <summary>The object to be written: mutating hooks change it in place. Null for deletions.</summary>
    public JsonObject? Object { get; init; }

    /// <summary>What is stored now. Null for creations; never change it.</summary>
    public JsonObject? OldObject { get; init; }
}
