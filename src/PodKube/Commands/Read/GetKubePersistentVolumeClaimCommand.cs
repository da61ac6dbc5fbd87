using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Gets persistent volume claims.</summary>
[Cmdlet(VerbsCommon.Get, "KubePersistentVolumeClaim")]
[OutputType("PodKube.v1.PersistentVolumeClaim")]
public sealed class GetKubePersistentVolumeClaimCommand : NamespacedKindReadingCmdlet
{
}
