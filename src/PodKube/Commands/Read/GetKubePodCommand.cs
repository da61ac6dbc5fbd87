using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Gets pods.</summary>
[Cmdlet(VerbsCommon.Get, "KubePod")]
[OutputType("PodKube.v1.Pod", "PodKube.KubeObject")]
public sealed class GetKubePodCommand : NamespacedKindReadingCmdlet
{
}
