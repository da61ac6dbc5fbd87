using System.Globalization;
using PodKube.Client.Resources;
using PodKube.Rollouts;

namespace PodKube.Completion;

/// <summary>Completes the revisions of the workload that the command line names, the newest first.</summary>
public sealed class RevisionCompleter : KubeCompleter
{
    private protected override async Task<IReadOnlyList<CompletionItem>> FindAsync(
        CompletionContext context, string prefix, CancellationToken cancellationToken)
    {
        ApiResource? resource = await context.FindKindAsync(cancellationToken).ConfigureAwait(false);
        if (resource is null || context.Value("Name") is not { } name)
        {
            return [];
        }

        KubeObject workload = await context.Session.Client.GetAsync(resource, context.Namespace, name, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<StoredTemplate> history = await RolloutHistory.FindAsync(context.Session.Client, workload, cancellationToken).ConfigureAwait(false);
        return
        [
            .. history.Select(static t => t.Facts).Reverse()
                .Select(static f => new CompletionItem(f.Revision.ToString(CultureInfo.InvariantCulture), Describe(f)))
                .Where(i => i.Text.StartsWith(prefix, StringComparison.Ordinal)),
        ];
    }

    private static string Describe(KubeRolloutRevision revision)
    {
        string images = string.Join(", ", revision.Images);
        string text = revision.ChangeCause is { } cause ? $"{images}: {cause}" : images;
        return revision.IsCurrent ? text + " (now)" : text;
    }
}
