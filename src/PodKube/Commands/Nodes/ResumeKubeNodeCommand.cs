using System.Management.Automation;
using PodKube.Nodes;
using PodKube.Objects;

namespace PodKube.Commands;

/// <summary>Lets nodes that were cordoned take new pods again.</summary>
[Cmdlet(VerbsLifecycle.Resume, "KubeNode", DefaultParameterSetName = NameSet, SupportsShouldProcess = true)]
[OutputType("PodKube.v1.Node")]
public sealed class ResumeKubeNodeCommand : NodeCmdlet
{
    private protected override void Process(KubeTarget node)
    {
        if (MayChange(node, "Uncordon"))
        {
            WriteObject(KubeObjectFactory.Create(Await(stop => NodeCordon.SetAsync(Client, node.Name!, isCordoned: false, DryRun, stop))));
        }
    }
}
