using System.Management.Automation;
using System.Text.Json.Nodes;

namespace PodKube.Commands;

/// <summary>Sets how many pods a workload has, through its scale: of deployments, stateful sets, replica sets and custom resources that can be scaled.</summary>
[Cmdlet(VerbsCommon.Set, "KubeScale", DefaultParameterSetName = ObjectSet, SupportsShouldProcess = true)]
[OutputType("PodKube.autoscaling.v1.Scale")]
public sealed class SetKubeScaleCommand : PatchingCmdlet
{
    /// <summary>How many pods.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ObjectSet)]
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = KindSet)]
    [ValidateRange(0, int.MaxValue)]
    public int Replicas { get; set; }

    private protected override void Process(TargetObject item)
    {
        if (MayChange(item, $"Scale to {Replicas}"))
        {
            Patch(item, item.Resolve(), new JsonObject { ["spec"] = new JsonObject { ["replicas"] = Replicas } }, subresource: "scale");
        }
    }
}
