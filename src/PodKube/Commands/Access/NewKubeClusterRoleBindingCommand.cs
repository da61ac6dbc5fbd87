using System.Management.Automation;
using PodKube.Completion;

namespace PodKube.Commands;

/// <summary>Creates a cluster role binding: gives a cluster role everywhere.</summary>
[Cmdlet(VerbsCommon.New, "KubeClusterRoleBinding", SupportsShouldProcess = true)]
[OutputType("PodKube.rbac.authorization.k8s.io.v1.ClusterRoleBinding")]
public sealed class NewKubeClusterRoleBindingCommand : RoleBindingCmdlet
{
    /// <summary>The cluster role.</summary>
    [Parameter(Mandatory = true)]
    [ArgumentCompleter(typeof(ClusterRoleCompleter))]
    [ValidateNotNullOrEmpty]
    public string ClusterRole { get; set; } = "";

    private protected override string? Place => null;

    private protected override (string Kind, string Name) RoleRef => ("ClusterRole", ClusterRole);
}
