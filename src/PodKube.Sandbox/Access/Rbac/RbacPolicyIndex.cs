using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Access.Rbac;

/// <summary>
/// Keeps the policy of the roles and bindings that are stored now. A decision sees every write that came before it: the policy
/// is built anew when one of its four resources has changed, from parsed objects that are kept as long as the stored ones.
/// </summary>
internal sealed class RbacPolicyIndex(ObjectStore store)
{
    public const string ClusterRoles = "clusterroles.rbac.authorization.k8s.io";
    public const string ClusterRoleBindings = "clusterrolebindings.rbac.authorization.k8s.io";
    public const string Roles = "roles.rbac.authorization.k8s.io";
    public const string RoleBindings = "rolebindings.rbac.authorization.k8s.io";

    private static readonly string[] s_resources = [ClusterRoles, ClusterRoleBindings, Roles, RoleBindings];

    private readonly ConditionalWeakTable<StoredObject, RuleList> _rules = [];
    private readonly ConditionalWeakTable<StoredObject, Binding> _bindings = [];
    private volatile State? _state;

    public RbacPolicy Current
    {
        get
        {
            State? state = _state;
            if (state is null || !state.IsCurrent(store))
            {
                // Two requests may both build it; each result is right for the moment it was read at.
                _state = state = Build();
            }

            return state.Policy;
        }
    }

    private State Build()
    {
        // The stamps are read before the lists: a write in between makes the next decision build again.
        object[] stamps = [.. s_resources.Select(store.StampOf)];
        Dictionary<string, ImmutableArray<PolicyRule>> clusterRoles = RulesByPath(ClusterRoles);
        Dictionary<string, ImmutableArray<PolicyRule>> roles = RulesByPath(Roles);
        IEnumerable<Binding> bindings = store.List(ClusterRoleBindings).Items.Concat(store.List(RoleBindings).Items)
            .Select(stored => _bindings.GetValue(stored, static found => Binding.Parse(found.Value)));
        return new State(stamps, new RbacPolicy(clusterRoles, roles, bindings));
    }

    private Dictionary<string, ImmutableArray<PolicyRule>> RulesByPath(string resource) => store.List(resource).Items.ToDictionary(
        stored => stored.Key.Path,
        stored => _rules.GetValue(stored, static found => new RuleList(PolicyRule.ParseAll(found.Value))).Rules,
        StringComparer.Ordinal);

    private sealed record RuleList(ImmutableArray<PolicyRule> Rules);

    private sealed record State(object[] Stamps, RbacPolicy Policy)
    {
        public bool IsCurrent(ObjectStore store)
        {
            for (int i = 0; i < s_resources.Length; i++)
            {
                if (!ReferenceEquals(store.StampOf(s_resources[i]), Stamps[i]))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
