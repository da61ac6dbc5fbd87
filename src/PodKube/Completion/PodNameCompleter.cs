using PodKube.Commands;

namespace PodKube.Completion;

/// <summary>Completes the names of pods, for commands whose noun is another one.</summary>
public sealed class PodNameCompleter : KubeCompleter
{
    private protected override Task<IReadOnlyList<CompletionItem>> FindAsync(
        CompletionContext context, string prefix, CancellationToken cancellationToken) =>
        ObjectNames.FindAsync(context.Session, KnownKinds.Get("Pod"), context.Namespace, prefix, cancellationToken);
}
