using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Gets service accounts.</summary>
[Cmdlet(VerbsCommon.Get, "KubeServiceAccount")]
[OutputType("PodKube.v1.ServiceAccount", "PodKube.KubeObject")]
public sealed class GetKubeServiceAccountCommand : NamespacedKindReadingCmdlet
{
}
