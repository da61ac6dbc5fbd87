using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry;

/// <summary>How to delete: from the body or the query of a DELETE.</summary>
internal sealed record DeleteOptions
{
    public long? GracePeriodSeconds { get; init; }

    /// <summary>Foreground, Background or Orphan; null leaves the choice to the kind.</summary>
    public string? PropagationPolicy { get; init; }

    /// <summary>The older form of the propagation policy.</summary>
    public bool? OrphanDependents { get; init; }

    public string? PreconditionUid { get; init; }

    public string? PreconditionResourceVersion { get; init; }

    /// <summary>Reads the API's DeleteOptions.</summary>
    public static DeleteOptions FromJson(JsonObject? body) => new()
    {
        GracePeriodSeconds = body.GetLong("gracePeriodSeconds"),
        PropagationPolicy = body.GetText("propagationPolicy"),
        OrphanDependents = body.GetBool("orphanDependents"),
        PreconditionUid = body.GetObject("preconditions").GetText("uid"),
        PreconditionResourceVersion = body.GetObject("preconditions").GetText("resourceVersion"),
    };
}
