using System.Globalization;
using System.Runtime.CompilerServices;
using PodKube.Client;
using PodKube.Client.Streams;
using PodKube.Commands;

namespace PodKube.Logs;

/// <summary>Reads many logs as one stream.</summary>
/// <param name="client">Where to.</param>
/// <param name="options">Which part of each log.</param>
/// <param name="mostAtOnce">How many logs are read at the same time.</param>
internal sealed class LogReading(KubeClient client, LogOptions options, int mostAtOnce)
{
    /// <summary>One log after the other, in this order.</summary>
    public IAsyncEnumerable<LogItem> ReadAsync(IReadOnlyList<LogStream> streams, CancellationToken cancellationToken) =>
        MergedStreams.ConcatAsync([.. streams.Select(s => s.ReadAsync(client, options, cancellationToken))], mostAtOnce, cancellationToken);

    /// <summary>All logs at once, line by line as they are written; those of pods that come later join in.</summary>
    public IAsyncEnumerable<LogItem> FollowAsync(
        IReadOnlyList<LogStream> streams, IReadOnlyList<PodSelection> selections, ContainerChoice choice, CancellationToken cancellationToken)
    {
        IAsyncEnumerable<IAsyncEnumerable<LogItem>>[] joining =
        [
            MergedStreams.AsStream(streams.Select(s => s.ReadAsync(client, options, cancellationToken))),
            .. selections.Select(s => new LogJoiner(client, s, choice, options).JoinAsync(cancellationToken)),
        ];
        IAsyncEnumerable<IAsyncEnumerable<LogItem>> all = MergedStreams.MergeAsync(joining, cancellationToken);
        return MergedStreams.MergeAsync(WarnBeyondAsync(all, cancellationToken), mostAtOnce, cancellationToken);
    }

    private async IAsyncEnumerable<IAsyncEnumerable<LogItem>> WarnBeyondAsync(
        IAsyncEnumerable<IAsyncEnumerable<LogItem>> streams, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int begun = 0;
        await foreach (IAsyncEnumerable<LogItem> stream in streams.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (++begun == mostAtOnce + 1)
            {
                client.Options.OnWarning?.Invoke(
                    string.Create(CultureInfo.InvariantCulture, $"More than {mostAtOnce} logs: the others wait until one ends. -MaxConcurrent allows more."));
            }

            yield return stream;
        }
    }
}
