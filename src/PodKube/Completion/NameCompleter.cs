using PodKube.Client.Resources;

namespace PodKube.Completion;

/// <summary>Completes the names of the objects of the command's kind, in the namespace that the command line names.</summary>
public sealed class NameCompleter : KubeCompleter
{
    private protected override async Task<IReadOnlyList<CompletionItem>> FindAsync(
        CompletionContext context, string prefix, CancellationToken cancellationToken)
    {
        ApiResource? resource = await context.FindKindAsync(cancellationToken).ConfigureAwait(false);
        return resource is null
            ? []
            : await ObjectNames.FindAsync(context.Session, resource, context.Namespace, prefix, cancellationToken).ConfigureAwait(false);
    }
}
