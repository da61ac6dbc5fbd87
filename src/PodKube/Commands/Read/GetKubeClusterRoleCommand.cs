using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Gets cluster roles.</summary>
[Cmdlet(VerbsCommon.Get, "KubeClusterRole")]
[OutputType("PodKube.rbac.authorization.k8s.io.v1.ClusterRole", "PodKube.KubeObject")]
public sealed class GetKubeClusterRoleCommand : KindReadingCmdlet
{
}
