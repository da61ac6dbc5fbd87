using PodKube.Client.Resources;
using PodKube.Rollouts;

namespace PodKube.Completion;

/// <summary>Completes kinds by plural, kind or short name; inserts the plural, with its group where another kind has the same.</summary>
public sealed class KindCompleter : KubeCompleter
{
    private protected override async Task<IReadOnlyList<CompletionItem>> FindAsync(
        CompletionContext context, string prefix, CancellationToken cancellationToken)
    {
        IReadOnlyList<ApiResource> all = await context.Session.Client.Discovery.ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        if (prefix.Contains('/', StringComparison.Ordinal))
        {
            return Subresources(all, prefix);
        }

        ILookup<string, ApiResource> byPlural = all.ToLookup(static r => r.Plural, StringComparer.Ordinal);
        return
        [
            .. all.Where(r => Takes(context.CommandName, r) && Matches(r, prefix))
                .Select(r => new CompletionItem(ReferenceEquals(byPlural[r.Plural].First(), r) ? r.Plural : r.QualifiedName, Describe(r)))
                .DistinctBy(static item => item.Text)
                .OrderBy(static item => item.Text, StringComparer.Ordinal),
        ];
    }

    // Rules and questions about them name subresources behind a slash: pods/log.
    private static CompletionItem[] Subresources(IReadOnlyList<ApiResource> all, string prefix) =>
    [
        .. all.SelectMany(r => r.Subresources.Select(s => $"{(Begins(r.QualifiedName + "/" + s.Name, prefix) ? r.QualifiedName : r.Plural)}/{s.Name}"))
            .Where(text => Begins(text, prefix))
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select(static text => new CompletionItem(text, $"Subresource {text}")),
    ];

    // The cmdlets of rollouts take any kind and refuse most; what they would refuse is not offered.
    private static bool Takes(string command, ApiResource resource) =>
        !command.EndsWith("-KubeRollout", StringComparison.OrdinalIgnoreCase)
        || (command.StartsWith("Suspend", StringComparison.OrdinalIgnoreCase) || command.StartsWith("Resume", StringComparison.OrdinalIgnoreCase)
            ? RolloutKinds.CanPause(resource)
            : RolloutKinds.Have(resource));

    private static bool Matches(ApiResource resource, string prefix) =>
        Begins(resource.Plural, prefix) || Begins(resource.QualifiedName, prefix) || Begins(resource.Kind, prefix)
        || resource.ShortNames.Any(name => Begins(name, prefix));

    private static bool Begins(string name, string prefix) => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);

    private static string Describe(ApiResource resource) =>
        $"{resource.ApiVersion} {resource.Kind}" + (resource.ShortNames.Count == 0 ? "" : $" ({string.Join(", ", resource.ShortNames)})");
}
