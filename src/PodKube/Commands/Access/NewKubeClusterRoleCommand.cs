using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Creates a cluster role: what may be done in all namespaces, with cluster-scoped kinds and with paths.</summary>
[Cmdlet(VerbsCommon.New, "KubeClusterRole", SupportsShouldProcess = true)]
[OutputType("PodKube.rbac.authorization.k8s.io.v1.ClusterRole")]
public sealed class NewKubeClusterRoleCommand : RoleCmdlet
{
    /// <summary>Paths of the rule that are no resources, for instance <c>/metrics</c>.</summary>
    [Parameter]
    [ValidatePattern("^(/|\\*$)")]
    public string[] NonResource { get; set; } = [];

    private protected override string Kind => "ClusterRole";

    private protected override IReadOnlyList<string> Paths => NonResource;
}
