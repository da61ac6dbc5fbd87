using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Gets secrets.</summary>
[Cmdlet(VerbsCommon.Get, "KubeSecret")]
[OutputType("PodKube.v1.Secret", "PodKube.KubeObject")]
public sealed class GetKubeSecretCommand : NamespacedKindReadingCmdlet
{
}
