using System.Runtime.CompilerServices;
using PodKube.Client;
using PodKube.Client.Resources;
using PodKube.Client.Streams;
using PodKube.Client.Watch;
using PodKube.Commands;

namespace PodKube.Logs;

/// <summary>Follows the logs of a selection of pods: those that are there, and each one that comes, as soon as its containers start.</summary>
internal sealed class LogJoiner(KubeClient client, PodSelection selection, NameFilter containers, bool allContainers, LogOptions options)
{
    private readonly object _lock = new();

    /// <summary>By pod and container: the run that was read last, and whether its log is still being read.</summary>
    private readonly Dictionary<(string Uid, string Container), (long Run, bool IsOpen)> _known = [];

    /// <summary>One stream after the other, as containers start. Ends only with the caller.</summary>
    public async IAsyncEnumerable<IAsyncEnumerable<LogItem>> JoinAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (Client.Watch.WatchEvent change in client.WatchAsync(KnownKinds.Get("Pod"), selection.ToWatchOptions(), cancellationToken).ConfigureAwait(false))
        {
            if (change.Type == WatchEventType.Deleted || !selection.Matches(change.Item!))
            {
                continue;
            }

            PodContainers pod = PodContainers.Of(change.Item!);
            foreach (string container in pod.Choose(containers, allContainers).Where(c => TryBegin(change.Item!.Uid, c, pod.RestartsOf(c))))
            {
                // What was written before a pod joined is all of its log: only the first ones are cut as was asked.
                LogOptions some = change.IsInitial ? options : options with { TailLines = null };
                yield return ReadAsync(change.Item!, container, some, cancellationToken);
            }
        }
    }

    // A log that is still open goes over to the container's next run by itself.
    private bool TryBegin(string uid, string container, long? run)
    {
        if (run is null)
        {
            return false;
        }

        lock (_lock)
        {
            bool known = _known.TryGetValue((uid, container), out (long Run, bool IsOpen) last);
            bool begins = !known || (!last.IsOpen && run > last.Run);
            _known[(uid, container)] = (run.Value, begins || last.IsOpen);
            return begins;
        }
    }

    private async IAsyncEnumerable<LogItem> ReadAsync(
        KubeObject pod, string container, LogOptions some, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        LogStream stream = new(pod.Namespace!, pod.Name, container);
        await foreach (LogItem item in stream.ReadAsync(client, some, cancellationToken).ConfigureAwait(false))
        {
            yield return item;
        }

        lock (_lock)
        {
            _known[(pod.Uid, container)] = _known[(pod.Uid, container)] with { IsOpen = false };
        }
    }
}
