using System.Management.Automation;
using PodKube.Client.Access;
using PodKube.Completion;
using PodKube.Objects;

namespace PodKube.Commands;

/// <summary>
/// Lists the rules that hold for oneself, as the server tells them, or for any user, group or service account, computed from roles and
/// bindings.
/// </summary>
[Cmdlet(VerbsCommon.Get, "KubeAccess", DefaultParameterSetName = SelfSet)]
[OutputType(AccessRuleFactory.TypeName)]
public sealed class GetKubeAccessCommand : SessionCmdlet
{
    private const string SelfSet = "Self";
    private const string UserSet = "User";
    private const string AccountSet = "ServiceAccount";

    private RbacPolicy? _policy;

    /// <summary>The service account: a name in the namespace, <c>namespace:name</c>, or the object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = AccountSet)]
    [ArgumentCompleter(typeof(ServiceAccountCompleter))]
    [ValidateNotNullOrEmpty]
    public object? ServiceAccount { get; set; }

    /// <summary>The user.</summary>
    [Parameter(ParameterSetName = UserSet)]
    [ValidateNotNullOrEmpty]
    public string? User { get; set; }

    /// <summary>The groups of that user; without -User what the members of these groups have for being such.</summary>
    [Parameter(ParameterSetName = UserSet)]
    [ValidateNotNullOrEmpty]
    public string[] Group { get; set; } = [];

    /// <summary>The namespace that the rules hold in. The default is the session's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Namespace { get; set; }

    private string Place => Namespace ?? ActiveSession.Namespace;

    private protected override void ProcessWithSession()
    {
        if (ParameterSetName == SelfSet)
        {
            WriteOwn();
        }
        else
        {
            WriteComputed(ParameterSetName == AccountSet ? Account() : Named());
        }
    }

    private PolicyUser Account()
    {
        ServiceAccountName account = ServiceAccountName.Of(ServiceAccount!, Place);
        return PolicyUser.ServiceAccount(account.Namespace, account.Name);
    }

    private PolicyUser Named() => User is null ? new PolicyUser("", Group) : PolicyUser.User(User, Group);

    private void WriteOwn()
    {
        OwnRules own = Await(stop => Client.Access.ListRulesAsync(Place, stop));
        if (own.IsIncomplete || own.EvaluationError.Length > 0)
        {
            WriteWarning($"The list may be incomplete: {(own.EvaluationError.Length > 0 ? own.EvaluationError : "not every authorizer of the cluster can list what it allows")}");
        }

        Write(own.Rules.Select(static rule => (rule, (string?)null)));
    }

    private void WriteComputed(PolicyUser user)
    {
        RbacPolicy policy = _policy ??= Await(stop => Client.Access.ReadPolicyAsync(Place, stop));
        foreach (PolicyBinding binding in policy.Dangling.Where(b => b.Subjects.Any(s => s.Includes(user))))
        {
            WriteWarning($"{binding} gives nothing: its {binding.RoleKind} {binding.RoleName} is not there.");
        }

        if (user.Groups.Contains("system:masters"))
        {
            WriteWarning("Members of system:masters may do everything, whatever the roles say.");
        }

        Write(policy.GrantsOf(user, Place).Select(static grant => (grant.Rule, (string?)grant.Binding.ToString())));
    }

    private void Write(IEnumerable<(RbacRule Rule, string? Via)> rules)
    {
        foreach (HeldRule held in HeldRule.Compact(rules))
        {
            WriteObject(AccessRuleFactory.Create(held.Rule, Place, ParameterSetName == SelfSet ? null : held.Via));
        }
    }
}
