using System.Collections.Immutable;
using PodKube.Sandbox.Server;

namespace PodKube.Sandbox.Access.Rbac;

/// <summary>Decides by the roles that are bound to a user; the group system:masters is let through without a look at them.</summary>
internal sealed class RbacAuthorizer(RbacPolicyIndex index) : IAuthorizer
{
    private static readonly AuthorizationDecision s_privileged = new(true, string.Empty);

    public AuthorizationDecision Authorize(UserInfo user, RequestInfo request) =>
        user.Groups.Contains(SystemGroups.Masters) ? s_privileged : index.Current.Decide(user, request);

    /// <summary>The rules that roles give a user in a namespace. What system:masters may do is no rule, so it is not among them.</summary>
    public ImmutableArray<PolicyRule> RulesFor(UserInfo user, string ns, out IReadOnlyList<string> errors) =>
        index.Current.RulesFor(user, ns, out errors);
}
