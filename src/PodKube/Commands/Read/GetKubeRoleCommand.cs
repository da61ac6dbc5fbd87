using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Gets roles.</summary>
[Cmdlet(VerbsCommon.Get, "KubeRole")]
[OutputType("PodKube.rbac.authorization.k8s.io.v1.Role", "PodKube.KubeObject")]
public sealed class GetKubeRoleCommand : NamespacedKindReadingCmdlet
{
}
