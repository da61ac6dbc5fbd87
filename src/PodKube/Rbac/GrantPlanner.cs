using System.Text.Json.Nodes;
using PodKube.Client.Access;

namespace PodKube.Rbac;

/// <summary>Works out what must change so that a subject has rights, or has them no more: one role and one binding.</summary>
internal sealed class GrantPlanner(RoleStore store, string roleName, RbacSubject subject)
{
    /// <summary>The changes that give the rights; none when the role and its binding give them already.</summary>
    /// <exception cref="ArgumentException">A binding of that name binds another role.</exception>
    public async Task<IReadOnlyList<RoleChange>> PlanGrantAsync(IReadOnlyList<AccessRight> rights, CancellationToken cancellationToken)
    {
        List<RoleChange> changes = [];
        JsonObject? role = await store.FindRoleAsync(roleName, cancellationToken).ConfigureAwait(false);
        if (role is null)
        {
            changes.Add(new RoleChange("Create", store.NewRole(roleName, RuleSet.Compose(rights))));
        }
        else if (RuleSet.Missing(RuleSet.Read(role), rights).Count > 0)
        {
            role["rules"] = RuleSet.Write(RuleSet.Add(RuleSet.Read(role), rights));
            changes.Add(new RoleChange("Extend", role));
        }

        if (await PlanBindingAsync(cancellationToken).ConfigureAwait(false) is RoleChange binding)
        {
            changes.Add(binding);
        }

        return changes;
    }

    /// <summary>The changes that take the rights back; a role left without rules goes, and its binding with it.</summary>
    public async Task<IReadOnlyList<RoleChange>> PlanRevokeAsync(IReadOnlyCollection<AccessRight> rights, CancellationToken cancellationToken)
    {
        JsonObject? role = await store.FindRoleAsync(roleName, cancellationToken).ConfigureAwait(false);
        if (role is null)
        {
            return [];
        }

        IReadOnlyList<RbacRule> before = RuleSet.Read(role);
        IReadOnlyList<RbacRule> after = RuleSet.Remove(before, rights);
        if (after.Count == 0)
        {
            return [.. await PlanRemovalAsync(role, cancellationToken).ConfigureAwait(false)];
        }

        bool changed = before.Sum(static r => r.Split().Count()) != after.Sum(static r => r.Split().Count());
        if (!changed)
        {
            return [];
        }

        role["rules"] = RuleSet.Write(after);
        return [new RoleChange("Reduce", role)];
    }

    private async Task<RoleChange?> PlanBindingAsync(CancellationToken cancellationToken)
    {
        JsonObject? binding = await store.FindBindingAsync(roleName, cancellationToken).ConfigureAwait(false);
        if (binding is null)
        {
            return new RoleChange("Create", store.NewBinding(roleName, store.RoleKind, roleName, [subject]));
        }

        if (binding["roleRef"]?["kind"]?.GetValue<string>() != store.RoleKind || binding["roleRef"]?["name"]?.GetValue<string>() != roleName)
        {
            throw new ArgumentException($"The {store.BindingKind} '{roleName}' binds another role; name another with -RoleName.");
        }

        JsonArray subjects = binding["subjects"] as JsonArray ?? [];
        if (subjects.Any(subject.Matches))
        {
            return null;
        }

        JsonArray more = new([.. subjects.Select(static s => s?.DeepClone()), subject.ToJson()]);
        binding["subjects"] = more;
        return new RoleChange("Extend", binding);
    }

    private async Task<IEnumerable<RoleChange>> PlanRemovalAsync(JsonObject role, CancellationToken cancellationToken)
    {
        JsonObject? binding = await store.FindBindingAsync(roleName, cancellationToken).ConfigureAwait(false);
        RoleChange removal = new("Delete", role);
        return binding is null ? [removal] : [new RoleChange("Delete", binding), removal];
    }
}
