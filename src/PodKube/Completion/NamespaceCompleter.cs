using PodKube.Client.Errors;
using PodKube.Commands;

namespace PodKube.Completion;

/// <summary>Completes namespaces; who may not list them is offered the session's own.</summary>
public sealed class NamespaceCompleter : KubeCompleter
{
    private protected override async Task<IReadOnlyList<CompletionItem>> FindAsync(
        CompletionContext context, string prefix, CancellationToken cancellationToken)
    {
        try
        {
            return await ObjectNames.FindAsync(context.Session, KnownKinds.Get("Namespace"), null, prefix, cancellationToken).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsForbidden && context.Session.Namespace.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        {
            return [new CompletionItem(context.Session.Namespace, "The session's namespace")];
        }
    }
}
