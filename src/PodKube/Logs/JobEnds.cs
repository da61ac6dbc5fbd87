using System.Collections.Concurrent;
using PodKube.Client;
using PodKube.Client.Errors;
using PodKube.Client.Watch;
using PodKube.Commands;

namespace PodKube.Logs;

/// <summary>Finds out when jobs will make no more pods.</summary>
internal sealed class JobEnds(KubeClient client)
{
    /// <summary>By job: whether it is over. Jobs that are not here were not asked for yet.</summary>
    private readonly ConcurrentDictionary<string, bool> _isOver = new(StringComparer.Ordinal);

    /// <summary>Whether a job is known to be over: complete, failed or gone.</summary>
    public bool IsOver(ObjectReference job) => _isOver.TryGetValue(Key(job), out bool over) && over;

    /// <summary>Begins to wait for the end of a job, unless that was done already.</summary>
    public void Begin(ObjectReference job, Action onEnd, CancellationToken cancellationToken)
    {
        if (_isOver.TryAdd(Key(job), false))
        {
            _ = WaitAsync(job, onEnd, cancellationToken);
        }
    }

    private static string Key(ObjectReference job) => job.Uid ?? $"{job.Namespace}/{job.Name}";

    private async Task WaitAsync(ObjectReference job, Action onEnd, CancellationToken cancellationToken)
    {
        WaitCondition over = WaitCondition.Deleted(job.Uid).Or(WaitCondition.Condition("Complete")).Or(WaitCondition.Condition("Failed"));
        WaitOptions forEver = new() { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            await client.WaitAsync(KnownKinds.Get("Job"), job.Namespace, job.Name!, over, forEver, cancellationToken).ConfigureAwait(false);
            _isOver[Key(job)] = true;
            onEnd();
        }
        catch (KubeException e)
        {
            client.Options.OnWarning?.Invoke($"The logs are followed until they are stopped: whether the job {job.Name} makes more pods cannot be seen. {e.Message}");
        }
        catch (OperationCanceledException)
        {
            // Nobody wants to know any more.
        }
    }
}
