using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Gets persistent volume claims.</summary>
[Cmdlet(VerbsCommon.Get, "KubePersistentVolumeClaim")]
[OutputType("PodKube.v1.PersistentVolumeClaim", "PodKube.KubeObject")]
public sealed class GetKubePersistentVolumeClaimCommand : NamespacedKindReadingCmdlet
{
}
