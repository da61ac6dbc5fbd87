using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Gets daemon sets.</summary>
[Cmdlet(VerbsCommon.Get, "KubeDaemonSet")]
[OutputType("PodKube.apps.v1.DaemonSet", "PodKube.KubeObject")]
public sealed class GetKubeDaemonSetCommand : NamespacedKindReadingCmdlet
{
}
