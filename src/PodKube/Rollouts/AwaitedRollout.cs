using PodKube.Client;
using PodKube.Client.Requests;
using PodKube.Client.Resources;
using PodKube.Client.Watch;
using PodKube.Commands;
using PodKube.Objects;

namespace PodKube.Rollouts;

/// <summary>A rollout that is waited for: the workload's last known state, and what keeps its pods from running.</summary>
internal sealed class AwaitedRollout
{
    private readonly ApiResource _resource;
    private readonly Dictionary<string, (KubeObject Pod, RolloutTrouble Trouble)> _troubled = new(StringComparer.Ordinal);
    private readonly HashSet<string> _current = new(StringComparer.Ordinal);
    private readonly HashSet<string> _old = new(StringComparer.Ordinal);
    private readonly HashSet<(string Reason, string? Container)> _told = [];
    private bool _isSeen;

    public AwaitedRollout(ApiResource resource, KubeTarget target, KubeObject workload)
    {
        _resource = resource;
        Target = target;
        Workload = workload;
        Status = Read();
    }

    public KubeTarget Target { get; }

    /// <summary>The workload as it was last seen.</summary>
    public KubeObject Workload { get; private set; }

    public RolloutStatus Status { get; private set; }

    /// <summary>Whether the workload was deleted.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Whether its controller has seen the newest template.</summary>
    public bool IsObserved => View["status"]["observedGeneration"].Number >= View["metadata"]["generation"].Number;

    /// <summary>The revision that a deployment says it is at; null where it says none, or not about its newest template yet.</summary>
    public long? Revision => IsObserved ? View["metadata"]["annotations"][RolloutHistory.RevisionAnnotation].Number : null;

    /// <summary>Whether pods get the new template only when somebody deletes them.</summary>
    public bool RollsByHand => View["spec"]["updateStrategy"]["type"].Text == "OnDelete";

    /// <summary>Why pods cannot even be created, where only an event says so.</summary>
    public RolloutTrouble? CreationEvent { get; set; }

    /// <summary>What keeps the pods of the newest template from running, as far as it was found out.</summary>
    public IEnumerable<RolloutTrouble> Troubles =>
        _troubled.Where(p => _current.Contains(p.Key)).Select(static p => p.Value.Trouble).Prepend(CreationTrouble).OfType<RolloutTrouble>();

    /// <summary>Whether there are pods in trouble of which it is not known yet whether they have the newest template.</summary>
    public bool HasUnknownTroubles => IsObserved && _troubled.Keys.Any(u => !_current.Contains(u) && !_old.Contains(u));

    private RolloutTrouble? CreationTrouble =>
        Status.CreationFailure is { } failure ? RolloutTrouble.OfCreation("FailedCreate", failure) : CreationEvent;

    private string? PodSelector => LabelSelectorText.Of(View["spec"]["selector"]);

    private KubeValue View => KubeValue.Of(KubeObjectFactory.Create(Workload));

    /// <summary>Watches the workload and its pods. That the pods may not be watched ends their part only.</summary>
    public IAsyncEnumerable<RolloutNews> WatchAsync(KubeClient client, CancellationToken cancellationToken)
    {
        string? place = Workload.Namespace;
        WatchOptions self = new() { Namespace = place, FieldSelector = "metadata.name=" + Workload.Name, IncludeListed = true };
        WatchOptions pods = new() { Namespace = place, LabelSelector = PodSelector };
        return MergedStreams.MergeAsync<RolloutNews>(
            [Watch(_resource, self, isAboutPods: false), Watch(KnownKinds.Get("Pod"), pods, isAboutPods: true)], cancellationToken);

        IAsyncEnumerable<RolloutNews> Watch(ApiResource resource, WatchOptions options, bool isAboutPods) => MergedStreams.CatchAsync(
            client.WatchAsync(resource, options, cancellationToken),
            change => new RolloutNews(this, isAboutPods, change, null),
            failure => new RolloutNews(this, isAboutPods, null, failure),
            cancellationToken);
    }

    /// <summary>Lists its pods as they are now.</summary>
    public IAsyncEnumerable<KubeObject> ListPodsAsync(KubeClient client, CancellationToken cancellationToken) =>
        client.ListAsync(KnownKinds.Get("Pod"), new ListOptions { Namespace = Workload.Namespace, LabelSelector = PodSelector }, cancellationToken);

    /// <summary>Takes an event over.</summary>
    public void Take(RolloutNews news)
    {
        if (news.IsAboutPods)
        {
            TakePod(news.Change!.Item!, news.Change.Type == WatchEventType.Deleted);
        }
        else
        {
            TakeWorkload(news.Change!);
        }
    }

    /// <summary>Takes the state of a pod over.</summary>
    public void TakePod(KubeObject pod, bool isGone)
    {
        if (!isGone && RolloutTrouble.OfPod(pod) is { } trouble)
        {
            _troubled[pod.Uid] = (pod, trouble);
        }
        else
        {
            _troubled.Remove(pod.Uid);
        }
    }

    /// <summary>Sorts the pods in trouble into those of the newest template, which count, and those that are about to go.</summary>
    /// <param name="history">The templates; null where they may not be read, so that every pod counts.</param>
    public void Sort(IReadOnlyList<StoredTemplate>? history)
    {
        StoredTemplate? newest = history?.LastOrDefault(static t => t.Facts.IsCurrent);
        foreach ((string uid, (KubeObject pod, _)) in _troubled)
        {
            _ = history is null || (newest is not null && RolloutHistory.IsOf(newest, pod)) ? _current.Add(uid) : _old.Add(uid);
        }
    }

    /// <summary>The troubles that were not taken yet; the same for many pods counts as one.</summary>
    public IReadOnlyList<RolloutTrouble> TakeNewTroubles() => [.. Troubles.Where(t => _told.Add(t.Key))];

    private void TakeWorkload(Client.Watch.WatchEvent change)
    {
        if (change.Item is not { } item)
        {
            // Everything that is there was told, and it was not among it.
            IsGone |= !_isSeen;
            return;
        }

        _isSeen = true;
        // Another one that took its name is another rollout.
        IsGone |= change.Type == WatchEventType.Deleted || item.Uid != Workload.Uid;
        if (IsGone)
        {
            return;
        }

        if (GenerationOf(item) != GenerationOf(Workload))
        {
            // What was the newest template may not be it any more.
            _current.Clear();
            _old.Clear();
        }

        Workload = item;
        Status = Read();
    }

    private static long? GenerationOf(KubeObject item) => KubeValue.Of(KubeObjectFactory.Create(item))["metadata"]["generation"].Number;

    private RolloutStatus Read() => RolloutStatus.Of(View, Workload.Kind);
}
