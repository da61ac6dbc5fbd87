namespace PodKube.Client.Access;

/// <summary>Finds the smallest set of rules under which requests would be allowed.</summary>
public static class NeededRules
{
    /// <summary>More names than this are not a choice but a list of what happens to be there: the rule is for all objects then.</summary>
    public const int MostNames = 10;

    /// <summary>What everybody who has signed in may do on a cluster with the default roles system:discovery, system:public-info-viewer and system:basic-user.</summary>
    /// <remarks>https://kubernetes.io/docs/reference/access-authn-authz/rbac/#discovery-roles</remarks>
    private static readonly RbacRule[] s_default =
    [
        new() { Verbs = ["get"], NonResourceUrls = ["/api", "/api/*", "/apis", "/apis/*", "/healthz", "/livez", "/openapi", "/openapi/*", "/readyz", "/version", "/version/"] },
        new() { Verbs = ["create"], ApiGroups = ["authorization.k8s.io"], Resources = ["selfsubjectaccessreviews", "selfsubjectrulesreviews"] },
        new() { Verbs = ["create"], ApiGroups = ["authentication.k8s.io"], Resources = ["selfsubjectreviews"] },
    ];

    /// <summary>The rules for each namespace (null: the whole cluster).</summary>
    /// <param name="needs">The rights that are needed.</param>
    /// <param name="ignoreNames">Whether every rule is for all objects, whatever their names.</param>
    /// <param name="includeDefault">Whether rights that everybody has are among the rules.</param>
    public static IReadOnlyList<(string? Namespace, RbacRule Rule)> Of(IEnumerable<AccessNeed> needs, bool ignoreNames = false, bool includeDefault = false)
    {
        AccessNeed[] wanted = [.. needs.Where(need => includeDefault || !s_default.Any(rule => rule.Covers(need.Right))).Select(need => Widen(need, ignoreNames)).Distinct()];
        AccessNeed[] few = [.. WidenMany(wanted).Distinct()];
        AccessNeed[] left = [.. few.Where(need => !few.Any(other => other != need && Covers(other, need)))];
        return
        [
            .. left
                .GroupBy(static need => need.Namespace)
                .OrderBy(static place => place.Key, StringComparer.Ordinal)
                .SelectMany(static place => RuleSet.Compose(place.Select(static need => need.Right)).Select(rule => (place.Key, rule))),
        ];
    }

    /// <summary>A name that the server does not know when it decides, or that is another one the next time, is no limit that a rule could have.</summary>
    private static AccessNeed Widen(AccessNeed need, bool ignoreNames)
    {
        bool isNameless = ignoreNames || GeneratedName.Is(need.Right.Name) || (need.Right.Verb == "create" && !need.Right.Resource.Contains('/', StringComparison.Ordinal));
        return isNameless && need.Right.Name is not null ? need with { Right = need.Right with { Name = null } } : need;
    }

    private static IEnumerable<AccessNeed> WidenMany(IEnumerable<AccessNeed> needs) =>
        from need in needs
        group need by (need.Namespace, need.Right.Verb, need.Right.Group, need.Right.Resource, need.Right.Path) into same
        let widens = same.Count() > MostNames
        from need in same
        select widens ? need with { Right = need.Right with { Name = null } } : need;

    /// <summary>Whether the one makes the other needless: for all objects, or for all namespaces.</summary>
    private static bool Covers(AccessNeed wide, AccessNeed narrow) =>
        (wide.Namespace is null || wide.Namespace == narrow.Namespace)
        && wide.Right with { Name = null } == narrow.Right with { Name = null }
        && (wide.Right.Name is null || wide.Right.Name == narrow.Right.Name);
}
