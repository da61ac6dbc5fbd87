using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Gets role bindings.</summary>
[Cmdlet(VerbsCommon.Get, "KubeRoleBinding")]
[OutputType("PodKube.rbac.authorization.k8s.io.v1.RoleBinding", "PodKube.KubeObject")]
public sealed class GetKubeRoleBindingCommand : NamespacedKindReadingCmdlet
{
}
