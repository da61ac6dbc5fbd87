using System.Management.Automation;
using PodKube.Client.Access;
using PodKube.Rbac;

namespace PodKube.Commands;

/// <summary>
/// Gives a service account, user or group exactly the rights named: makes or extends one role and one binding, and changes nothing
/// where they are given already.
/// </summary>
[Cmdlet(VerbsSecurity.Grant, "KubeAccess", SupportsShouldProcess = true)]
[OutputType(typeof(KubeGrant))]
public sealed class GrantKubeAccessCommand : GrantCmdlet
{
    private protected override IReadOnlyList<RoleChange> Plan(GrantPlanner planner, IReadOnlyList<AccessRight> rights)
    {
        foreach (string unknown in Verb.Where(static verb => !RbacVerbs.IsKnown(verb)))
        {
            WriteWarning($"No request has the verb '{unknown}': a right with it gives nothing, unless something of this cluster's own asks about it.");
        }

        return Await(stop => planner.PlanGrantAsync(rights, stop));
    }
}
