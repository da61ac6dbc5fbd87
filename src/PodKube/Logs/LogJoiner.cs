using System.Runtime.CompilerServices;
using System.Threading.Channels;
using PodKube.Client;
using PodKube.Client.Resources;
using PodKube.Client.Streams;
using PodKube.Client.Watch;
using PodKube.Commands;

namespace PodKube.Logs;

/// <summary>
/// Follows the logs of a selection of pods: those that are there, and each one that comes, as soon as its containers start. It ends by
/// itself when all pods have ended and nothing is left that would make more.
/// </summary>
internal sealed class LogJoiner(KubeClient client, PodSelection selection, ContainerChoice choice, LogOptions options)
{
    private readonly JoinedPods _pods = new(choice);
    private readonly JobEnds _jobs = new(client);

    /// <summary>Says that something has changed; how often does not matter.</summary>
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private volatile bool _isListed;

    /// <summary>One stream after the other, as containers start.</summary>
    public async IAsyncEnumerable<IAsyncEnumerable<LogItem>> JoinAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task watching = WatchAsync(stop.Token);
        try
        {
            bool hasLookedAgain = false;
            while (!hasLookedAgain || !AreAllOver(stop.Token))
            {
                IReadOnlyList<(JoinedPod Pod, string Container)> started = _pods.TakeStarted();
                foreach ((JoinedPod pod, string container) in started)
                {
                    yield return ReadAsync(pod, container, cancellationToken);
                }

                hasLookedAgain = started.Count == 0 && AreAllOver(stop.Token);
                if (hasLookedAgain)
                {
                    await LookAgainAsync(stop.Token).ConfigureAwait(false);
                }
                else
                {
                    await _news.Reader.WaitToReadAsync(stop.Token).ConfigureAwait(false);
                    _news.Reader.TryRead(out _);
                }
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(false);
        }
    }

    private bool AreAllOver(CancellationToken cancellationToken)
    {
        if (!_isListed || !_pods.IsAtRest || (!_pods.IsAny && selection.Job is null))
        {
            return false;
        }

        ObjectReference[] jobs = [.. _pods.Jobs, .. new[] { selection.Job }.OfType<ObjectReference>()];
        foreach (ObjectReference job in jobs)
        {
            _jobs.Begin(job, () => _news.Writer.TryWrite(true), cancellationToken);
        }

        return jobs.All(_jobs.IsOver);
    }

    // The watch on the pods may be behind the one on their job: what the job has made is looked up once it makes no more.
    private async Task LookAgainAsync(CancellationToken cancellationToken)
    {
        await foreach (KubeObject pod in client.ListAsync(KnownKinds.Get("Pod"), selection.ToListOptions(), cancellationToken).ConfigureAwait(false))
        {
            Put(pod, isInitial: false);
        }
    }

    private void Put(KubeObject pod, bool isInitial)
    {
        if (selection.Matches(pod))
        {
            _pods.Put(pod, isInitial);
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (Client.Watch.WatchEvent change in client.WatchAsync(KnownKinds.Get("Pod"), selection.ToWatchOptions(), cancellationToken).ConfigureAwait(false))
            {
                switch (change.Type)
                {
                    case WatchEventType.Listed: _isListed = true; break;
                    case WatchEventType.Deleted: _pods.Remove(change.Item!); break;
                    default: Put(change.Item!, change.IsInitial); break;
                }

                _news.Writer.TryWrite(true);
            }
        }
        catch (Exception e)
        {
            // Whoever waits for news gets it.
            _news.Writer.TryComplete(e);
        }
    }

    private async IAsyncEnumerable<LogItem> ReadAsync(JoinedPod pod, string container, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // What was written before a pod joined is all of its log: only the first ones are cut as was asked.
        LogOptions some = pod.IsInitial ? options : options with { TailLines = null };
        LogStream stream = new(pod.Item.Namespace!, pod.Item.Name, container);
        await foreach (LogItem item in stream.ReadAsync(client, some, cancellationToken).ConfigureAwait(false))
        {
            yield return item;
        }

        _pods.Close(pod, container);
        _news.Writer.TryWrite(true);
    }
}
