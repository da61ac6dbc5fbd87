using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Gets services.</summary>
[Cmdlet(VerbsCommon.Get, "KubeService")]
[OutputType("PodKube.v1.Service", "PodKube.KubeObject")]
public sealed class GetKubeServiceCommand : NamespacedKindReadingCmdlet
{
}
