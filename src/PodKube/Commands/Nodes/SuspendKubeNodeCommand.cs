using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Cordons nodes: they take no new pods; those that run there stay.</summary>
[Cmdlet(VerbsLifecycle.Suspend, "KubeNode", DefaultParameterSetName = NameSet, SupportsShouldProcess = true)]
[OutputType("PodKube.v1.Node")]
public sealed class SuspendKubeNodeCommand : CordonCmdlet
{
    private protected override bool IsCordon => true;
}
