namespace PodKube.Client.Access;

/// <summary>The roles and bindings of a cluster, or of one namespace and the whole cluster, at one moment. Decides as the server's RBAC does.</summary>
/// <remarks>https://kubernetes.io/docs/reference/access-authn-authz/rbac/</remarks>
public sealed class RbacPolicy
{
    private readonly Dictionary<(string? Namespace, string Name), PolicyRole> _roles;
    private readonly Dictionary<string, IReadOnlyList<RbacRule>> _aggregated = [];
    private readonly IReadOnlyList<PolicyBinding> _bindings;

    /// <summary>Puts roles and bindings together.</summary>
    public RbacPolicy(IEnumerable<PolicyRole> roles, IEnumerable<PolicyBinding> bindings)
    {
        _roles = roles.ToDictionary(static r => (r.Namespace, r.Name));
        _bindings = [.. bindings];
    }

    /// <summary>The bindings whose role is not there, so that they give nothing.</summary>
    public IReadOnlyList<PolicyBinding> Dangling => [.. _bindings.Where(b => RulesOf(b) is null)];

    /// <summary>Every rule that somebody has.</summary>
    /// <param name="user">Who.</param>
    /// <param name="namespace">The namespace; null for what holds in the whole cluster alone.</param>
    public IEnumerable<PolicyGrant> GrantsOf(PolicyUser user, string? @namespace) =>
        from binding in InForce(@namespace)
        let subject = binding.Subjects.FirstOrDefault(s => s.Includes(user))
        where subject is not null
        from rule in RulesOf(binding) ?? []
        where Counts(binding, rule)
        select new PolicyGrant(rule, subject, binding);

    /// <summary>Everybody who may do something, once for each binding that lets them.</summary>
    /// <param name="right">What is done.</param>
    /// <param name="namespace">Where; null for the whole cluster.</param>
    public IEnumerable<PolicyGrant> WhoMay(AccessRight right, string? @namespace) => WhoMay(right, InForce(@namespace));

    /// <summary>Everybody who may do something in all namespaces or in any of them.</summary>
    public IEnumerable<PolicyGrant> WhoMayAnywhere(AccessRight right) => WhoMay(right, _bindings);

    /// <summary>Whether somebody may do something.</summary>
    public bool Allows(PolicyUser user, AccessRight right, string? @namespace) => GrantsOf(user, @namespace).Any(grant => grant.Rule.Covers(right));

    private IEnumerable<PolicyGrant> WhoMay(AccessRight right, IEnumerable<PolicyBinding> bindings) =>
        from binding in bindings
        let rule = RulesOf(binding)?.FirstOrDefault(r => Counts(binding, r) && r.Covers(right))
        where rule is not null
        from subject in binding.Subjects
        select new PolicyGrant(rule, subject, binding);

    /// <summary>Paths are in no namespace: a RoleBinding gives no right to them, whatever its ClusterRole says.</summary>
    private static bool Counts(PolicyBinding binding, RbacRule rule) => binding.Namespace is null || rule.NonResourceUrls.Count == 0;

    private IEnumerable<PolicyBinding> InForce(string? place) =>
        _bindings.Where(b => b.Namespace is null || (!string.IsNullOrEmpty(place) && b.Namespace == place));

    private IReadOnlyList<RbacRule>? RulesOf(PolicyBinding binding) =>
        _roles.TryGetValue((binding.RoleKind == "ClusterRole" ? null : binding.Namespace, binding.RoleName), out PolicyRole? role)
            ? RulesOf(role, [])
            : null;

    /// <summary>An aggregated role has the rules of those that it selects, whether the server has got round to writing them into it or not.</summary>
    private IReadOnlyList<RbacRule> RulesOf(PolicyRole role, HashSet<string> above)
    {
        if (role.Aggregates.Count == 0)
        {
            return role.Rules;
        }

        if (_aggregated.TryGetValue(role.Name, out IReadOnlyList<RbacRule>? known))
        {
            return known;
        }

        // Roles may select each other.
        if (!above.Add(role.Name))
        {
            return [];
        }

        IReadOnlyList<RbacRule> rules =
        [
            .. _roles.Values
                .Where(other => other.Namespace is null && other.Name != role.Name && role.Aggregates.Any(s => s.Matches(other.Labels)))
                .SelectMany(other => RulesOf(other, above)),
        ];
        above.Remove(role.Name);
        if (above.Count == 0)
        {
            _aggregated[role.Name] = rules;
        }

        return rules;
    }
}
