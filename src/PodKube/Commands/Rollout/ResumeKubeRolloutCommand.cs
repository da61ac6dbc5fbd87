using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Resumes deployments that were paused.</summary>
[Cmdlet(VerbsLifecycle.Resume, "KubeRollout", DefaultParameterSetName = ObjectSet, SupportsShouldProcess = true)]
[OutputType("PodKube.apps.v1.Deployment")]
public sealed class ResumeKubeRolloutCommand : PauseCmdlet
{
    private protected override void Process(TargetObject item) => SetPaused(item, isPaused: false);
}
