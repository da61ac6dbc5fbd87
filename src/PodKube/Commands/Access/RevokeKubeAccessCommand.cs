using System.Management.Automation;
using PodKube.Client.Access;
using PodKube.Rbac;

namespace PodKube.Commands;

/// <summary>Takes back what <c>Grant-KubeAccess</c> gave: exactly the rights named; a role left without any goes with its binding.</summary>
[Cmdlet(VerbsSecurity.Revoke, "KubeAccess", SupportsShouldProcess = true)]
[OutputType(typeof(KubeGrant))]
public sealed class RevokeKubeAccessCommand : GrantCmdlet
{
    private protected override IReadOnlyList<RoleChange> Plan(GrantPlanner planner, IReadOnlyList<AccessRight> rights) =>
        Await(stop => planner.PlanRevokeAsync(rights, stop));
}
