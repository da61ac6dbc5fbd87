using System.Collections.Immutable;

namespace PodKube.Sandbox.Access.Rbac;

/// <summary>
/// Whether a set of rules holds everything that another set grants. A rule is first broken into its smallest parts
/// (one verb, one group, one resource, one name), since several rules together may cover what none of them covers alone.
/// </summary>
internal static class RuleCoverage
{
    /// <summary>The parts of <paramref name="wanted"/> that <paramref name="held"/> does not cover; empty when all is covered.</summary>
    public static IReadOnlyList<PolicyRule> Missing(ImmutableArray<PolicyRule> held, ImmutableArray<PolicyRule> wanted)
    {
        var missing = new List<PolicyRule>();
        foreach (PolicyRule part in wanted.SelectMany(BreakDown))
        {
            if (!held.Any(rule => Covers(rule, part)))
            {
                missing.Add(part);
            }
        }

        return missing;
    }

    /// <summary>Puts parts that differ in their verb alone back together, in the form that the server's message lists them.</summary>
    public static IEnumerable<string> Describe(IEnumerable<PolicyRule> parts)
    {
        var compact = new Dictionary<string, PolicyRule>(StringComparer.Ordinal);
        foreach (PolicyRule part in parts)
        {
            string key = (part with { Verbs = [] }).ToString();
            // Only single-resource rules are compacted by the server; paths keep one line each verb.
            if (!part.NonResourceUrls.IsEmpty)
            {
                compact[part.ToString()] = part;
            }
            else
            {
                compact[key] = compact.TryGetValue(key, out PolicyRule? known)
                    ? known with { Verbs = [.. known.Verbs, .. part.Verbs.Except(known.Verbs)] }
                    : part;
            }
        }

        return compact.Values.Select(rule => rule.ToString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
    }

    private static IEnumerable<PolicyRule> BreakDown(PolicyRule rule)
    {
        foreach (string group in rule.ApiGroups)
        {
            foreach (string resource in rule.Resources)
            {
                foreach (string verb in rule.Verbs)
                {
                    var part = new PolicyRule { ApiGroups = [group], Resources = [resource], Verbs = [verb] };
                    if (rule.ResourceNames.IsEmpty)
                    {
                        yield return part;
                    }

                    foreach (string name in rule.ResourceNames)
                    {
                        yield return part with { ResourceNames = [name] };
                    }
                }
            }
        }

        foreach (string url in rule.NonResourceUrls)
        {
            foreach (string verb in rule.Verbs)
            {
                yield return new PolicyRule { NonResourceUrls = [url], Verbs = [verb] };
            }
        }
    }

    private static bool Covers(PolicyRule held, PolicyRule part)
    {
        if (!CoversAll(held.Verbs, part.Verbs))
        {
            return false;
        }

        if (!part.NonResourceUrls.IsEmpty)
        {
            return part.NonResourceUrls.All(path => held.NonResourceUrls.Any(url => CoversPath(url, path)));
        }

        return CoversAll(held.ApiGroups, part.ApiGroups)
            && part.Resources.All(resource => CoversResource(held.Resources, resource))
            && (held.ResourceNames.IsEmpty || (!part.ResourceNames.IsEmpty && part.ResourceNames.All(name => held.ResourceNames.Contains(name))));
    }

    private static bool CoversAll(ImmutableArray<string> held, ImmutableArray<string> wanted) =>
        held.Contains("*") || wanted.All(one => held.Contains(one));

    private static bool CoversResource(ImmutableArray<string> held, string resource)
    {
        if (held.Contains("*") || held.Contains(resource))
        {
            return true;
        }

        int slash = resource.IndexOf('/', StringComparison.Ordinal);
        return slash >= 0 && held.Contains(string.Concat("*", resource.AsSpan(slash)));
    }

    private static bool CoversPath(string held, string path) =>
        held == "*" || held == path
        || (held.EndsWith('*') && path.StartsWith(held.TrimEnd('*'), StringComparison.Ordinal));
}
