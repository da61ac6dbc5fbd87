using PodKube.Commands;

namespace PodKube.Completion;

/// <summary>The base of the completers for the names of one kind, whatever the command is about.</summary>
public abstract class OfKindCompleter : KubeCompleter
{
    /// <summary>The kind.</summary>
    private protected abstract string Kind { get; }

    private protected override Task<IReadOnlyList<CompletionItem>> FindAsync(
        CompletionContext context, string prefix, CancellationToken cancellationToken) =>
        ObjectNames.FindAsync(context.Session, KnownKinds.Get(Kind), context.Namespace, prefix, cancellationToken);
}
