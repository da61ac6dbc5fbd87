using System.Management.Automation;
using System.Text.Json.Nodes;
using PodKube.Client.Errors;
using PodKube.Client.Resources;
using PodKube.Objects;

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
        if (!MayChange(item, $"Scale to {Replicas}"))
        {
            return;
        }

        ApiResource resource = item.Resolve();
        PSObject scale = Scale(item, resource);
        ScaledWorkload.Attach(scale, resource);
        WriteObject(scale);
    }

    private PSObject Scale(TargetObject item, ApiResource resource)
    {
        try
        {
            return Send(item, resource, new JsonObject { ["spec"] = new JsonObject { ["replicas"] = Replicas } }, subresource: "scale");
        }
        catch (KubeApiException e) when (e.IsNotFound && !HasScale(resource))
        {
            throw new ArgumentException($"A {resource.Kind} cannot be scaled: the server has no scale of {resource.QualifiedName}.", e);
        }
    }

    private bool HasScale(ApiResource resource) =>
        Resolve($"{resource.ApiVersion}/{resource.Kind}").Subresources.Any(static s => s.Name == "scale");
}
