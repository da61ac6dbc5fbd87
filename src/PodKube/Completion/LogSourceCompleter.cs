using PodKube.Client.Resources;
using PodKube.Commands;

namespace PodKube.Completion;

/// <summary>Completes what has logs: names of pods, and behind a kind and a slash (<c>deployment/</c>) names of what has pods.</summary>
public sealed class LogSourceCompleter : KubeCompleter
{
    private static readonly string[] s_owners = ["cronjob/", "daemonset/", "deployment/", "job/", "replicaset/", "service/", "statefulset/"];

    private protected override async Task<IReadOnlyList<CompletionItem>> FindAsync(
        CompletionContext context, string prefix, CancellationToken cancellationToken)
    {
        if (prefix.Contains('/', StringComparison.Ordinal))
        {
            return await ObjectPaths.FindAsync(context, prefix, cancellationToken).ConfigureAwait(false);
        }

        IReadOnlyList<CompletionItem> pods = await ObjectNames.FindAsync(
            context.Session, KnownKinds.Get("Pod"), context.Namespace, prefix, cancellationToken).ConfigureAwait(false);
        return
        [
            .. pods,
            .. s_owners.Where(o => prefix.Length > 0 && o.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).Select(static o => new CompletionItem(o, $"The pods of a {o[..^1]}")),
        ];
    }
}
