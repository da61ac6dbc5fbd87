using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Gets events.</summary>
[Cmdlet(VerbsCommon.Get, "KubeEvent")]
[OutputType("PodKube.v1.Event")]
public sealed class GetKubeEventCommand : NamespacedKindReadingCmdlet
{
}
