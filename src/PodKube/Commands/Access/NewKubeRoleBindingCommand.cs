using System.Management.Automation;
using PodKube.Completion;

namespace PodKube.Commands;

/// <summary>Creates a role binding: gives a role, or a cluster role, in one namespace.</summary>
[Cmdlet(VerbsCommon.New, "KubeRoleBinding", SupportsShouldProcess = true, DefaultParameterSetName = RoleSet)]
[OutputType("PodKube.rbac.authorization.k8s.io.v1.RoleBinding")]
public sealed class NewKubeRoleBindingCommand : RoleBindingCmdlet
{
    private const string RoleSet = "Role";
    private const string ClusterRoleSet = "ClusterRole";

    /// <summary>The role of the same namespace.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RoleSet)]
    [ArgumentCompleter(typeof(RoleCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Role { get; set; }

    /// <summary>The cluster role, whose rights then hold in this namespace only.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ClusterRoleSet)]
    [ArgumentCompleter(typeof(ClusterRoleCompleter))]
    [ValidateNotNullOrEmpty]
    public string? ClusterRole { get; set; }

    /// <summary>The namespace. The default is the session's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Namespace { get; set; }

    private protected override string? Place => Namespace ?? ActiveSession.Namespace;

    private protected override (string Kind, string Name) RoleRef =>
        ParameterSetName == ClusterRoleSet ? ("ClusterRole", ClusterRole!) : ("Role", Role!);
}
