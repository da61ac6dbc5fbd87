using System.Management.Automation;
using PodKube.Rollouts;

namespace PodKube;

/// <summary>How far the pods of a workload are with its newest template, and which templates it has had.</summary>
public sealed class KubeRollout
{
    internal KubeRollout(PSObject workload, KubeTarget target, RolloutStatus status, KubeRolloutRevision[] history)
    {
        Workload = workload;
        Kind = target.Kind;
        Namespace = target.Namespace!;
        Name = target.Name!;
        State = status.State.ToString();
        Message = status.Message;
        Desired = status.Desired;
        Updated = status.Updated;
        Ready = status.Ready;
        Available = status.Available;
        History = history;
        Revision = history.LastOrDefault(static r => r.IsCurrent)?.Revision;
    }

    /// <summary>Deployment, StatefulSet or DaemonSet.</summary>
    public string Kind { get; }

    /// <summary>The namespace.</summary>
    public string Namespace { get; }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The number of the template that the workload has now; null before its controller has seen it.</summary>
    public long? Revision { get; }

    /// <summary>Complete, Progressing, Paused or Failed.</summary>
    public string State { get; }

    /// <summary>What is still to be done, or what went wrong.</summary>
    public string Message { get; }

    /// <summary>How many pods there shall be.</summary>
    public long Desired { get; }

    /// <summary>How many pods have the newest template.</summary>
    public long Updated { get; }

    /// <summary>How many pods are ready.</summary>
    public long Ready { get; }

    /// <summary>How many pods have been ready long enough.</summary>
    public long Available { get; }

    /// <summary>The templates that are kept, oldest first.</summary>
    public KubeRolloutRevision[] History { get; }

    /// <summary>The workload itself, as it was read.</summary>
    public PSObject Workload { get; }

    /// <summary>The workload and its state.</summary>
    public override string ToString() => $"{Kind} {Namespace}/{Name}: {State}";
}
