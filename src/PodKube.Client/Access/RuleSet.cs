using System.Text.Json.Nodes;

namespace PodKube.Client.Access;

/// <summary>Adds rights to the rules of a role, and takes them away, leaving every other rule as it is.</summary>
public static class RuleSet
{
    /// <summary>The rules of a role.</summary>
    public static IReadOnlyList<RbacRule> Read(JsonNode? role) =>
        role?["rules"] is JsonArray rules ? [.. rules.Select(RbacRule.From)] : [];

    /// <summary>Rules as a role holds them.</summary>
    public static JsonArray Write(IEnumerable<RbacRule> rules) => new([.. rules.Select(static r => (JsonNode)r.ToJson())]);

    /// <summary>The rights that no rule gives yet.</summary>
    public static IReadOnlyList<AccessRight> Missing(IReadOnlyList<RbacRule> rules, IEnumerable<AccessRight> rights) =>
        [.. rights.Where(right => !rules.Any(rule => rule.Covers(right))).Distinct()];

    /// <summary>The rules with what they lack.</summary>
    public static IReadOnlyList<RbacRule> Add(IReadOnlyList<RbacRule> rules, IEnumerable<AccessRight> rights) =>
        [.. rules, .. Compose(Missing(rules, rights))];

    /// <summary>The rules without these rights. A right that a wildcard gives stays: it cannot be taken out of the wildcard.</summary>
    public static IReadOnlyList<RbacRule> Remove(IReadOnlyList<RbacRule> rules, IReadOnlyCollection<AccessRight> rights)
    {
        ArgumentNullException.ThrowIfNull(rules);
        List<RbacRule> left = [];
        foreach (RbacRule rule in rules)
        {
            AccessRight[] all = [.. rule.Split()];
            AccessRight[] kept = [.. all.Where(right => !rights.Contains(right))];
            if (kept.Length == all.Length)
            {
                left.Add(rule);
            }
            else
            {
                left.AddRange(Compose(kept));
            }
        }

        return left;
    }

    /// <summary>The fewest plain rules for these rights: same verbs together, then same resources.</summary>
    public static IEnumerable<RbacRule> Compose(IEnumerable<AccessRight> rights)
    {
        AccessRight[] all = [.. rights];
        return Paths(all.Where(static r => r.Path is not null)).Concat(Resources(all.Where(static r => r.Path is null)));
    }

    private static IEnumerable<RbacRule> Paths(IEnumerable<AccessRight> rights) =>
        from right in rights
        group right.Verb by right.Path into one
        group one.Key by Key(one) into same
        select new RbacRule { NonResourceUrls = [.. same.Order(StringComparer.Ordinal)], Verbs = same.Key.Split('\n') };

    private static IEnumerable<RbacRule> Resources(IEnumerable<AccessRight> rights) =>
        from right in rights
        group right.Verb by (right.Group, right.Resource, right.Name) into one
        group one.Key.Name by (one.Key.Group, one.Key.Resource, Verbs: Key(one)) into named
        group named.Key.Resource by (named.Key.Group, named.Key.Verbs, Names: Names(named)) into same
        select new RbacRule
        {
            ApiGroups = [same.Key.Group],
            Resources = [.. same.Order(StringComparer.Ordinal)],
            ResourceNames = same.Key.Names.Length == 0 ? [] : same.Key.Names.Split('\n'),
            Verbs = same.Key.Verbs.Split('\n'),
        };

    private static string Key(IEnumerable<string> verbs) => string.Join('\n', verbs.Distinct().Order(StringComparer.Ordinal));

    /// <summary>Whoever may touch all objects needs no names.</summary>
    private static string Names(IEnumerable<string?> names)
    {
        string?[] all = [.. names.Distinct()];
        return all.Contains(null) ? "" : string.Join('\n', all.Order(StringComparer.Ordinal));
    }
}
