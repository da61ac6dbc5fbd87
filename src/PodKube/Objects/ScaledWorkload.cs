using System.Management.Automation;
using PodKube.Client.Resources;

namespace PodKube.Objects;

/// <summary>
/// Which workload a scale is of. The API's Scale has the workload's name and uid but not its kind, so that nobody could wait for the
/// rollout of what was scaled: https://github.com/kubernetes/api/blob/master/autoscaling/v1/types.go
/// </summary>
internal static class ScaledWorkload
{
    /// <summary>The member that names it. Members of ours begin with a capital, so it is not sent to a server (<see cref="ComputedMembers"/>).</summary>
    public const string Member = "Workload";

    /// <summary>Writes down of which kind the workload is.</summary>
    public static void Attach(PSObject scale, ApiResource resource)
    {
        PSObject workload = new();
        workload.Properties.Add(new PSNoteProperty("apiVersion", resource.ApiVersion));
        workload.Properties.Add(new PSNoteProperty("kind", resource.Kind));
        scale.Properties.Add(new PSNoteProperty(Member, workload));
    }

    /// <summary>The apiVersion and kind of the workload; null where the object is no scale, or one that says nothing.</summary>
    public static (string ApiVersion, string Kind)? Of(KubeValue scale) =>
        scale["kind"].Text == "Scale" && scale[Member]["apiVersion"].Text is { } apiVersion && scale[Member]["kind"].Text is { } kind
            ? (apiVersion, kind)
            : null;
}
