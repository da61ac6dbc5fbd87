using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Gets persistent volumes.</summary>
[Cmdlet(VerbsCommon.Get, "KubePersistentVolume")]
[OutputType("PodKube.v1.PersistentVolume")]
public sealed class GetKubePersistentVolumeCommand : KindReadingCmdlet
{
}
