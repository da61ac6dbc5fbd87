namespace PodKube.Client.Resources;

/// <summary>Finds the kind that a name means among those that are served.</summary>
internal static class ResourceMatcher
{
    private const int MostSuggestions = 3;

    // Tried one after the other over all kinds, so that a short name never hides another kind's full name.
    private static readonly Func<ApiResource, string, bool>[] s_ways =
    [
        (r, name) => Same(r.Plural, name),
        (r, name) => Same(r.Singular, name),
        (r, name) => Same(r.Kind, name),
        (r, name) => r.ShortNames.Any(s => Same(s, name)),
    ];

    internal static ApiResource? Find(IReadOnlyList<ApiResource> resources, string text)
    {
        foreach (ResourceName meaning in ResourceName.Parse(text))
        {
            if (Find(resources, meaning, (r, group) => Same(r.Group, group)) is { } exact)
            {
                return exact;
            }

            // As kubectl: roles.rbac means roles.rbac.authorization.k8s.io.
            if (meaning.Group is { Length: > 0 }
                && Find(resources, meaning, (r, group) => r.Group.StartsWith(group + ".", StringComparison.OrdinalIgnoreCase)) is { } begun)
            {
                return begun;
            }
        }

        return null;
    }

    internal static IReadOnlyList<string> Suggest(IReadOnlyList<ApiResource> resources, string text)
    {
        string name = ResourceName.Parse(text) is [var first, ..] ? first.Name : text;
        return
        [
            .. resources
                .Select(r => (r.QualifiedName, Distance: Names(r).Min(n => Distance(n, name))))
                .Where(s => s.Distance <= Math.Max(1, name.Length / 3))
                .OrderBy(s => s.Distance)
                .Select(s => s.QualifiedName)
                .Distinct()
                .Take(MostSuggestions),
        ];
    }

    private static ApiResource? Find(IReadOnlyList<ApiResource> resources, ResourceName meaning, Func<ApiResource, string, bool> inGroup) =>
        s_ways
            .Select(way => resources.FirstOrDefault(r =>
                way(r, meaning.Name)
                && (meaning.Group is null || inGroup(r, meaning.Group))
                && (meaning.Version is null || Same(r.Version, meaning.Version))))
            .FirstOrDefault(found => found is not null);

    private static IEnumerable<string> Names(ApiResource resource) => [resource.Plural, resource.Singular, resource.Kind, .. resource.ShortNames];

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    // Levenshtein, one row at a time.
    private static int Distance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 0; i < left.Length; i++)
        {
            int diagonal = row[0]++;
            for (int j = 0; j < right.Length; j++)
            {
                int substituted = diagonal + (char.ToUpperInvariant(left[i]) == char.ToUpperInvariant(right[j]) ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(substituted, Math.Min(row[j], diagonal) + 1);
            }
        }

        return row[^1];
    }
}
