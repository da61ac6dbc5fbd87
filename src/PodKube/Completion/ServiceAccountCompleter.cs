using PodKube.Client.Resources;
using PodKube.Commands;

namespace PodKube.Completion;

/// <summary>Completes the names of service accounts in the namespace that the command line names.</summary>
public sealed class ServiceAccountCompleter : KubeCompleter
{
    private protected override Task<IReadOnlyList<CompletionItem>> FindAsync(
        CompletionContext context, string prefix, CancellationToken cancellationToken)
    {
        ApiResource accounts = KnownKinds.Get("ServiceAccount");
        return ObjectNames.FindAsync(context.Session, accounts, context.Namespace, prefix, cancellationToken);
    }
}
