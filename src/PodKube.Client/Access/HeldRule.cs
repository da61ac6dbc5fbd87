namespace PodKube.Client.Access;

/// <summary>A rule as the table of rights shows it: one resource or one path, everything that may be done with it, and through what.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Via">The bindings that give it; empty where they are not known.</param>
public sealed record HeldRule(RbacRule Rule, IReadOnlyList<string> Via)
{
    /// <summary>Takes rules apart and puts together what is said of the same resource and the same names.</summary>
    public static IReadOnlyList<HeldRule> Compact(IEnumerable<(RbacRule Rule, string? Via)> rules) =>
    [
        .. rules
            .SelectMany(static held => held.Rule.Split().Select(right => (Right: right, held.Via)))
            .GroupBy(static held => (held.Right.Path, held.Right.Group, held.Right.Resource, held.Right.Name))
            .Select(static same => (same.Key, Verbs: Join(same.Select(static h => h.Right.Verb)), Via: Sorted(same.Select(static h => h.Via))))
            .GroupBy(static one => (one.Key.Path, one.Key.Group, one.Key.Resource, IsNamed: one.Key.Name is not null, one.Verbs, Via: string.Join('\n', one.Via)))
            .OrderBy(static same => same.Key.Path is null ? 0 : 1)
            .ThenBy(static same => same.Key.Path ?? same.Key.Resource, StringComparer.Ordinal)
            .ThenBy(static same => same.Key.Group, StringComparer.Ordinal)
            .ThenBy(static same => same.Key.IsNamed)
            .Select(static same => new HeldRule(Make(same.First().Key, same.Key.Verbs, same.Select(static s => s.Key.Name)), same.First().Via)),
    ];

    private static RbacRule Make((string? Path, string Group, string Resource, string? Name) about, string verbs, IEnumerable<string?> names) =>
        about.Path is string path
            ? new RbacRule { NonResourceUrls = [path], Verbs = verbs.Split('\n') }
            : new RbacRule
            {
                ApiGroups = [about.Group],
                Resources = [about.Resource],
                ResourceNames = [.. names.OfType<string>().Order(StringComparer.Ordinal)],
                Verbs = verbs.Split('\n'),
            };

    /// <summary>Who may do everything need not be told the rest.</summary>
    private static string Join(IEnumerable<string> verbs)
    {
        string[] all = Sorted(verbs);
        return all.Contains("*") ? "*" : string.Join('\n', all);
    }

    private static string[] Sorted(IEnumerable<string?> texts) => [.. texts.OfType<string>().Distinct().Order(StringComparer.Ordinal)];
}
