using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Gets jobs.</summary>
[Cmdlet(VerbsCommon.Get, "KubeJob")]
[OutputType("PodKube.batch.v1.Job", "PodKube.KubeObject")]
public sealed class GetKubeJobCommand : NamespacedKindReadingCmdlet
{
}
