using PodKube.Commands;

namespace PodKube.Completion;

/// <summary>Completes the names of cron jobs, whatever the command is about.</summary>
public sealed class CronJobCompleter : KubeCompleter
{
    private protected override Task<IReadOnlyList<CompletionItem>> FindAsync(
        CompletionContext context, string prefix, CancellationToken cancellationToken) =>
        ObjectNames.FindAsync(context.Session, KnownKinds.Get("CronJob"), context.Namespace, prefix, cancellationToken);
}
