using PodKube.Client.Requests;
using PodKube.Client.Resources;
using PodKube.Client.Watch;
using PodKube.Commands;

namespace PodKube.Logs;

/// <summary>Pods that are not named one by one: those of a selector, of an owner, or whose names match.</summary>
internal sealed record PodSelection(string? Namespace, string? LabelSelector, string? OwnerUid, NameFilter Names)
{
    /// <summary>The job that makes the pods; null where they are not those of one job.</summary>
    public ObjectReference? Job { get; init; }

    /// <summary>Those of these pods that have the labels too.</summary>
    public PodSelection With(string? labels) =>
        labels is null ? this : this with { LabelSelector = LabelSelector is null ? labels : $"{LabelSelector},{labels}" };

    public ListOptions ToListOptions() => new() { Namespace = Namespace, LabelSelector = LabelSelector };

    public WatchOptions ToWatchOptions() => new() { Namespace = Namespace, LabelSelector = LabelSelector, IncludeListed = true };

    public bool Matches(KubeObject pod) =>
        (Names.IsEmpty || Names.Matches(pod.Name)) && (OwnerUid is null || OwnerReferences.Contains(pod, OwnerUid));
}
