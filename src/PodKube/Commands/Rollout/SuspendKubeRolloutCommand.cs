using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Pauses deployments: changes of their templates wait until they are resumed.</summary>
[Cmdlet(VerbsLifecycle.Suspend, "KubeRollout", DefaultParameterSetName = ObjectSet, SupportsShouldProcess = true)]
[OutputType("PodKube.apps.v1.Deployment")]
public sealed class SuspendKubeRolloutCommand : PauseCmdlet
{
    private protected override void Process(TargetObject item) => SetPaused(item, isPaused: true);
}
