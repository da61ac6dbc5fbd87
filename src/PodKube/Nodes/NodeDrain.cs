using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using PodKube.Client;
using PodKube.Client.Errors;
using PodKube.Client.Requests;
using PodKube.Client.Resources;
using PodKube.Client.Watch;
using PodKube.Commands;
using PodKube.Manifests;

namespace PodKube.Nodes;

/// <summary>
/// Evicts the pods of a node, all at the same time, asks again where a disruption budget says no, and watches the node until they are gone.
/// </summary>
internal sealed class NodeDrain(KubeClient client, string node, IReadOnlyList<NodePod> pods, DrainRules rules)
{
    /// <summary>So many evictions are asked for at the same time.</summary>
    private const int MostRequests = 16;

    /// <summary>How long to wait before asking again; kubectl's own time.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _isWatching = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The pods of a node.</summary>
    public static IAsyncEnumerable<KubeObject> ListAsync(KubeClient client, string node, string? selector, CancellationToken cancellationToken) =>
        client.ListAsync(KnownKinds.Get("Pod"), new ListOptions { FieldSelector = OfNode(node), LabelSelector = selector }, cancellationToken);

    /// <summary>Does it; the caller stops when every pod is gone or has failed.</summary>
    /// <exception cref="KubeException">The node's pods cannot be watched; then nothing is evicted.</exception>
    /// <exception cref="OperationCanceledException">The time is up.</exception>
    public async IAsyncEnumerable<DrainNews> RunAsync(CancellationToken deadline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline, cancellationToken);
        using SemaphoreSlim free = new(MostRequests);
        IEnumerable<IAsyncEnumerable<DrainNews>> evictions = pods.Select(p => EvictAsync(p, free, either.Token));
        IAsyncEnumerable<DrainNews>[] all = rules.DryRun ? [.. evictions] : [WatchAsync(either.Token), .. evictions];
        if (rules.DryRun)
        {
            _isWatching.SetResult();
        }

        await foreach (DrainNews news in MergedStreams.MergeAsync(all, either.Token).ConfigureAwait(false))
        {
            yield return news;
        }
    }

    private static string OfNode(string node) => "spec.nodeName=" + node;

    private async IAsyncEnumerable<DrainNews> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<string> unseen = [.. pods.Select(static p => p.Uid)];
        WatchOptions options = new() { FieldSelector = OfNode(node), IncludeListed = true };
        await foreach (Client.Watch.WatchEvent change in client.WatchAsync(KnownKinds.Get("Pod"), options, cancellationToken).ConfigureAwait(false))
        {
            switch (change.Type)
            {
                case WatchEventType.Listed:
                    foreach (string gone in unseen)
                    {
                        yield return new DrainNews(gone, DrainStep.Gone);
                    }

                    unseen.Clear();
                    _isWatching.TrySetResult();
                    break;
                case WatchEventType.Deleted:
                    yield return new DrainNews(change.Item!.Uid, DrainStep.Gone);
                    break;
                default:
                    unseen.Remove(change.Item!.Uid);
                    break;
            }
        }
    }

    private async IAsyncEnumerable<DrainNews> EvictAsync(NodePod pod, SemaphoreSlim free, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await _isWatching.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        while (true)
        {
            await free.WaitAsync(cancellationToken).ConfigureAwait(false);
            DrainNews news;
            try
            {
                news = await TryEvictAsync(pod, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                free.Release();
            }

            yield return news;
            if (news.Step != DrainStep.Blocked)
            {
                yield break;
            }

            TimeSpan pause = (news.Failure as KubeApiException)?.RetryAfter ?? s_pause;
            await Task.Delay(pause, client.Options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<DrainNews> TryEvictAsync(NodePod pod, CancellationToken cancellationToken)
    {
        try
        {
            using (await client.SendAsync(Request(pod), cancellationToken).ConfigureAwait(false))
            {
                return new DrainNews(pod.Uid, DrainStep.Evicted);
            }
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            return new DrainNews(pod.Uid, DrainStep.Gone);
        }
        catch (KubeApiException e) when (MayPass(e))
        {
            return new DrainNews(pod.Uid, DrainStep.Blocked, e);
        }
        catch (KubeException e)
        {
            return new DrainNews(pod.Uid, DrainStep.Failed, e);
        }
    }

    // In a namespace that ends the pod goes by itself. A conflict is another pod of the name, of which the watch tells, or a budget that
    // many ask at once.
    private static bool MayPass(KubeApiException failure) =>
        failure.IsTooManyRequests || failure.IsConflict || failure.Status.Causes.Any(static c => c.Reason == "NamespaceTerminating");

    private KubeRequest Request(NodePod pod) => rules.DisableEviction
        ? ResourceRequests.Delete(
            KnownKinds.Get("Pod"),
            pod.Namespace,
            pod.Name,
            new DeleteOptions { Uid = pod.Uid, GracePeriodSeconds = rules.GracePeriod, DryRun = rules.DryRun })
        : EvictionOf(pod);

    private KubeRequest EvictionOf(NodePod pod)
    {
        JsonObject options = new() { ["preconditions"] = new JsonObject { ["uid"] = pod.Uid } };
        if (rules.GracePeriod is { } seconds)
        {
            options["gracePeriodSeconds"] = seconds;
        }

        if (rules.DryRun)
        {
            options["dryRun"] = ManifestNodes.Texts(["All"]);
        }

        JsonObject eviction = new()
        {
            ["apiVersion"] = "policy/v1",
            ["kind"] = "Eviction",
            ["metadata"] = new JsonObject { ["name"] = pod.Name, ["namespace"] = pod.Namespace },
            ["deleteOptions"] = options,
        };

        // With the uid as a precondition a second eviction can only meet the same pod.
        return ResourceRequests.Create(
            KnownKinds.Get("Pod"), pod.Namespace, ManifestNodes.ToUtf8(eviction), null, pod.Name, "eviction") with
        { IsRepeatSafe = true, RepeatsWhenBusy = false };
    }
}
