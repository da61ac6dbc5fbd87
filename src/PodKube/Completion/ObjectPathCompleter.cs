using PodKube.Client.Resources;

namespace PodKube.Completion;

/// <summary>Completes an object as kind and name: <c>pod/web-0</c>.</summary>
public sealed class ObjectPathCompleter : KubeCompleter
{
    private protected override async Task<IReadOnlyList<CompletionItem>> FindAsync(
        CompletionContext context, string prefix, CancellationToken cancellationToken)
    {
        if (prefix.Contains('/', StringComparison.Ordinal))
        {
            return await ObjectPaths.FindAsync(context, prefix, cancellationToken).ConfigureAwait(false);
        }

        IReadOnlyList<ApiResource> all = await context.Session.Client.Discovery.ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        return
        [
            .. all.Select(static r => r.Singular.Length > 0 ? r.Singular : r.Plural)
                .Where(k => k.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Select(static k => new CompletionItem(k + "/", $"A {k}")),
        ];
    }
}
