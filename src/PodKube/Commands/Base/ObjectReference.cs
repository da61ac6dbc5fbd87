using System.Management.Automation;
using PodKube.Objects;

namespace PodKube.Commands;

/// <summary>
/// What a piped object says about itself: from PodKube, from <c>kubectl -o json | ConvertFrom-Json</c>, from YAML, a hashtable, or
/// anything else with a Name (and Namespace). A scale stands for the workload that was scaled.
/// </summary>
internal sealed record ObjectReference(string ApiVersion, string Kind, string? Namespace, string? Name, string? Uid, string? ResourceVersion)
{
    public bool HasKind => ApiVersion.Length > 0 && Kind.Length > 0;

    public static ObjectReference From(object value)
    {
        KubeValue view = KubeValue.Of(Unwrap(value));
        KubeValue metadata = view["metadata"];
        (string apiVersion, string kind) = ScaledWorkload.Of(view) ?? (view["apiVersion"].Text ?? "", view["kind"].Text ?? "");
        return metadata.Exists
            ? new(apiVersion, kind, metadata["namespace"].Text, metadata["name"].Text, metadata["uid"].Text, metadata["resourceVersion"].Text)
            : new(apiVersion, kind, Property(value, "Namespace"), Property(value, "Name"), null, null);
    }

    /// <summary>What was published stands for the object that it became, a rollout for the workload that rolls.</summary>
    private static object Unwrap(object value) => value switch
    {
        PSObject { BaseObject: KubePublishResult { Resource: PSObject item } } => item,
        PSObject { BaseObject: KubeRollout rollout } => rollout.Workload,
        _ => value,
    };

    private static string? Property(object value, string name) =>
        value is System.Collections.IDictionary map ? map[name] as string : PSObject.AsPSObject(value).Properties[name]?.Value?.ToString();
}
