using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Gets pods.</summary>
[Cmdlet(VerbsCommon.Get, "KubePod")]
[OutputType("PodKube.v1.Pod")]
public sealed class GetKubePodCommand : NamespacedKindReadingCmdlet
{
}
