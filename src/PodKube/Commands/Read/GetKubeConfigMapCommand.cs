using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Gets ConfigMaps.</summary>
[Cmdlet(VerbsCommon.Get, "KubeConfigMap")]
[OutputType("PodKube.v1.ConfigMap", "PodKube.KubeObject")]
public sealed class GetKubeConfigMapCommand : NamespacedKindReadingCmdlet
{
}
