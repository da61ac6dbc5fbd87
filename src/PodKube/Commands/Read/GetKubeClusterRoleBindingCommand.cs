using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Gets cluster role bindings.</summary>
[Cmdlet(VerbsCommon.Get, "KubeClusterRoleBinding")]
[OutputType("PodKube.rbac.authorization.k8s.io.v1.ClusterRoleBinding", "PodKube.KubeObject")]
public sealed class GetKubeClusterRoleBindingCommand : KindReadingCmdlet
{
}
