using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Lets nodes that were cordoned take new pods again.</summary>
[Cmdlet(VerbsLifecycle.Resume, "KubeNode", DefaultParameterSetName = NameSet, SupportsShouldProcess = true)]
[OutputType("PodKube.v1.Node")]
public sealed class ResumeKubeNodeCommand : CordonCmdlet
{
    private protected override bool IsCordon => false;
}
