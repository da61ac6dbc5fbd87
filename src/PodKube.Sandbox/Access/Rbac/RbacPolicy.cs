using System.Collections.Immutable;
using PodKube.Sandbox.Server;

namespace PodKube.Sandbox.Access.Rbac;

/// <summary>All roles and bindings at one moment, with the bindings found by their subject instead of by walking all of them.</summary>
internal sealed class RbacPolicy
{
    private readonly IReadOnlyDictionary<string, ImmutableArray<PolicyRule>> _clusterRoles;
    private readonly IReadOnlyDictionary<string, ImmutableArray<PolicyRule>> _roles;
    private readonly Dictionary<string, List<Grant>> _clusterGrants;
    private readonly Dictionary<string, Dictionary<string, List<Grant>>> _grantsByNamespace = new(StringComparer.Ordinal);

    /// <param name="clusterRoles">The rules of each ClusterRole by its name.</param>
    /// <param name="roles">The rules of each Role by <c>namespace/name</c>.</param>
    /// <param name="bindings">The bindings of both kinds.</param>
    public RbacPolicy(
        IReadOnlyDictionary<string, ImmutableArray<PolicyRule>> clusterRoles,
        IReadOnlyDictionary<string, ImmutableArray<PolicyRule>> roles,
        IEnumerable<Binding> bindings)
    {
        _clusterRoles = clusterRoles;
        _roles = roles;
        _clusterGrants = new Dictionary<string, List<Grant>>(StringComparer.Ordinal);
        foreach (Binding binding in bindings)
        {
            Add(binding);
        }
    }

    public AuthorizationDecision Decide(UserInfo user, RequestInfo request)
    {
        List<string>? errors = null;
        foreach (Grant grant in GrantsTo(user, request.IsResourceRequest ? request.Namespace : string.Empty))
        {
            if (RulesOf(grant.Binding.Role, grant.Binding.Namespace, out string? error) is not { } rules)
            {
                (errors ??= []).Add(error!);
                continue;
            }

            foreach (PolicyRule rule in rules)
            {
                if (rule.Allows(request))
                {
                    return new AuthorizationDecision(true, grant.Binding.Explain(grant.Subject));
                }
            }
        }

        return errors is null ? new AuthorizationDecision(false, string.Empty) : new AuthorizationDecision(false, $"RBAC: {GoText.Aggregate(errors)}");
    }

    /// <summary>Every rule that a user has in a namespace (cluster-wide ones alone when it is empty), and the roles that were not found.</summary>
    public ImmutableArray<PolicyRule> RulesFor(UserInfo user, string ns, out IReadOnlyList<string> errors)
    {
        var seen = new HashSet<Binding>(ReferenceEqualityComparer.Instance);
        var missing = new List<string>();
        ImmutableArray<PolicyRule>.Builder found = ImmutableArray.CreateBuilder<PolicyRule>();
        foreach (Grant grant in GrantsTo(user, ns))
        {
            if (!seen.Add(grant.Binding))
            {
                continue;
            }

            if (RulesOf(grant.Binding.Role, grant.Binding.Namespace, out string? error) is { } rules)
            {
                found.AddRange(rules);
            }
            else
            {
                missing.Add(error!);
            }
        }

        errors = missing;
        return found.ToImmutable();
    }

    /// <summary>The rules of the role that a reference names; null with the server's error text when there is no such role.</summary>
    public ImmutableArray<PolicyRule>? RulesOf(RoleReference reference, string ns, out string? error)
    {
        (IReadOnlyDictionary<string, ImmutableArray<PolicyRule>> roles, string key, string resource) = reference.Kind == RoleReference.ClusterRole
            ? (_clusterRoles, reference.Name, "clusterrole")
            : (_roles, $"{ns}/{reference.Name}", "role");
        if (roles.TryGetValue(key, out ImmutableArray<PolicyRule> rules))
        {
            error = null;
            return rules;
        }

        error = $"{resource}.rbac.authorization.k8s.io {GoText.Quote(reference.Name)} not found";
        return null;
    }

    private IEnumerable<Grant> GrantsTo(UserInfo user, string ns)
    {
        foreach (Grant grant in Lookup(_clusterGrants, user))
        {
            yield return grant;
        }

        if (ns.Length > 0 && _grantsByNamespace.TryGetValue(ns, out Dictionary<string, List<Grant>>? grants))
        {
            foreach (Grant grant in Lookup(grants, user))
            {
                yield return grant;
            }
        }
    }

    private static IEnumerable<Grant> Lookup(Dictionary<string, List<Grant>> grants, UserInfo user)
    {
        if (grants.TryGetValue(BindingSubject.UserKey(user.Name), out List<Grant>? own))
        {
            foreach (Grant grant in own)
            {
                yield return grant;
            }
        }

        foreach (string group in user.Groups)
        {
            if (grants.TryGetValue(BindingSubject.GroupKey(group), out List<Grant>? shared))
            {
                foreach (Grant grant in shared)
                {
                    yield return grant;
                }
            }
        }
    }

    private void Add(Binding binding)
    {
        Dictionary<string, List<Grant>>? grants = _clusterGrants;
        if (binding.Namespace.Length > 0 && !_grantsByNamespace.TryGetValue(binding.Namespace, out grants))
        {
            _grantsByNamespace[binding.Namespace] = grants = new Dictionary<string, List<Grant>>(StringComparer.Ordinal);
        }

        foreach (BindingSubject subject in binding.Subjects)
        {
            if (subject.Key is not { } key)
            {
                continue;
            }

            if (!grants!.TryGetValue(key, out List<Grant>? list))
            {
                grants[key] = list = [];
            }

            list.Add(new Grant(binding, subject));
        }
    }

    private readonly record struct Grant(Binding Binding, BindingSubject Subject);
}
