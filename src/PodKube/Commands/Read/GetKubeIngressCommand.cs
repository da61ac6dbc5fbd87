using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Gets ingresses.</summary>
[Cmdlet(VerbsCommon.Get, "KubeIngress")]
[OutputType("PodKube.networking.k8s.io.v1.Ingress", "PodKube.KubeObject")]
public sealed class GetKubeIngressCommand : NamespacedKindReadingCmdlet
{
}
