using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Gets jobs.</summary>
[Cmdlet(VerbsCommon.Get, "KubeJob")]
[OutputType("PodKube.batch.v1.Job")]
public sealed class GetKubeJobCommand : NamespacedKindReadingCmdlet
{
}
