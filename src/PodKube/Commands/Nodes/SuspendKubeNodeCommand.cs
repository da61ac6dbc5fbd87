using System.Management.Automation;
using PodKube.Nodes;
using PodKube.Objects;

namespace PodKube.Commands;

/// <summary>Cordons nodes: they take no new pods; those that run there stay.</summary>
[Cmdlet(VerbsLifecycle.Suspend, "KubeNode", DefaultParameterSetName = NameSet, SupportsShouldProcess = true)]
[OutputType("PodKube.v1.Node")]
public sealed class SuspendKubeNodeCommand : NodeCmdlet
{
    private protected override void Process(KubeTarget node)
    {
        if (MayChange(node, "Cordon"))
        {
            WriteObject(KubeObjectFactory.Create(Await(stop => NodeCordon.SetAsync(Client, node.Name!, isCordoned: true, DryRun, stop))));
        }
    }
}
