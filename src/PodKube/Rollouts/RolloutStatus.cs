using PodKube.Objects;

namespace PodKube.Rollouts;

/// <summary>Reads from a workload how far its rollout is, by the rules of kubectl rollout status.</summary>
/// <remarks>https://github.com/kubernetes/kubectl/blob/master/pkg/polymorphichelpers/rollout_status.go</remarks>
internal sealed record RolloutStatus(RolloutState State, string Message, long Desired, long Updated, long Ready, long Available)
{
    /// <summary>Why a deployment's pods cannot even be created (quota, admission); null when they can.</summary>
    public string? CreationFailure { get; init; }

    /// <summary>How far it is, of 100.</summary>
    public int Percent => State == RolloutState.Complete ? 100 : Desired <= 0 ? 0 : (int)Math.Min(99, (Updated + Math.Min(Updated, Available)) * 50 / Desired);

    /// <summary>Reads the status.</summary>
    /// <exception cref="ArgumentException">The kind has no rollouts.</exception>
    public static RolloutStatus Of(KubeValue workload, string kind)
    {
        RolloutStatus read = kind switch
        {
            "Deployment" => OfDeployment(workload["spec"], workload["status"]),
            "StatefulSet" => OfStatefulSet(workload["spec"], workload["status"]),
            "DaemonSet" => OfDaemonSet(workload["status"]),
            _ => throw new ArgumentException($"A {kind} has no rollouts: deployments, stateful sets and daemon sets have."),
        };
        bool isSeen = (workload["status"]["observedGeneration"].Number ?? 0) >= (workload["metadata"]["generation"].Number ?? 0);
        return isSeen ? read : read with { State = RolloutState.Progressing, Message = "The change has not been observed by its controller yet." };
    }

    private static RolloutStatus OfDeployment(KubeValue spec, KubeValue status)
    {
        long total = Count(status, "replicas");
        RolloutStatus read = new(
            RolloutState.Progressing, "", spec["replicas"].Number ?? 1, Count(status, "updatedReplicas"), Count(status, "readyReplicas"), Count(status, "availableReplicas"))
        {
            CreationFailure = FailureOf(status),
        };
        KubeValue progressing = Condition(status, "Progressing");
        if (progressing["reason"].Text == "ProgressDeadlineExceeded")
        {
            return read with { State = RolloutState.Failed, Message = read.CreationFailure ?? progressing["message"].Text ?? "The progress deadline was exceeded." };
        }

        string? left = read.Updated < read.Desired ? $"{read.Updated} of {read.Desired} pods have the new template."
            : total > read.Updated ? $"{total - read.Updated} old pods are still to end."
            : read.Available < read.Updated ? $"{read.Available} of {read.Updated} new pods are available."
            : null;
        return spec["paused"].IsTrue ? read with { State = RolloutState.Paused, Message = left ?? "It is paused." }
            : left is null ? Complete(read)
            : read with { Message = read.CreationFailure ?? left };
    }

    private static RolloutStatus OfStatefulSet(KubeValue spec, KubeValue status)
    {
        long desired = spec["replicas"].Number ?? 1;
        RolloutStatus read = new(
            RolloutState.Progressing, "", desired, Count(status, "updatedReplicas"), Count(status, "readyReplicas"), Count(status, "availableReplicas"));
        long partition = spec["updateStrategy"]["rollingUpdate"]["partition"].Number ?? 0;
        long wanted = Math.Max(0, desired - partition);
        bool isNewest = status["updateRevision"].Text == status["currentRevision"].Text;
        return read.Ready < desired ? read with { Message = $"{read.Ready} of {desired} pods are ready." }
            : read.Updated < wanted && !isNewest ? read with { Message = $"{read.Updated} of {wanted} pods have the new template." }
            : Complete(isNewest ? read with { Updated = Math.Max(read.Updated, Count(status, "currentReplicas")) } : read);
    }

    private static RolloutStatus OfDaemonSet(KubeValue status)
    {
        RolloutStatus read = new(
            RolloutState.Progressing,
            "",
            Count(status, "desiredNumberScheduled"),
            Count(status, "updatedNumberScheduled"),
            Count(status, "numberReady"),
            Count(status, "numberAvailable"));
        return read.Updated < read.Desired ? read with { Message = $"{read.Updated} of {read.Desired} pods have the new template." }
            : read.Available < read.Desired ? read with { Message = $"{read.Available} of {read.Desired} new pods are available." }
            : Complete(read);
    }

    private static RolloutStatus Complete(RolloutStatus read) =>
        read with { State = RolloutState.Complete, Message = read.Desired == 1 ? "Its pod is available." : $"All {read.Desired} pods are available." };

    private static string? FailureOf(KubeValue status)
    {
        KubeValue failure = Condition(status, "ReplicaFailure");
        return failure["status"].Text == "True" ? failure["message"].Text : null;
    }

    private static KubeValue Condition(KubeValue status, string type) => status["conditions"].Items().FirstOrDefault(c => c["type"].Text == type);

    private static long Count(KubeValue status, string field) => status[field].Number ?? 0;
}
