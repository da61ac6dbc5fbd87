using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Gets persistent volumes.</summary>
[Cmdlet(VerbsCommon.Get, "KubePersistentVolume")]
[OutputType("PodKube.v1.PersistentVolume", "PodKube.KubeObject")]
public sealed class GetKubePersistentVolumeCommand : KindReadingCmdlet
{
}
