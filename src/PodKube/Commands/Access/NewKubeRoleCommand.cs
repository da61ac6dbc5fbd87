using System.Management.Automation;
using PodKube.Completion;

namespace PodKube.Commands;

/// <summary>Creates a role: what may be done in one namespace.</summary>
[Cmdlet(VerbsCommon.New, "KubeRole", SupportsShouldProcess = true)]
[OutputType("PodKube.rbac.authorization.k8s.io.v1.Role")]
public sealed class NewKubeRoleCommand : RoleCmdlet
{
    /// <summary>The namespace. The default is the session's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Namespace { get; set; }

    private protected override string Kind => "Role";

    private protected override string? Place => Namespace ?? ActiveSession.Namespace;
}
