using PodKube.Client.Errors;
using PodKube.Client.Resources;
using PodKube.Objects;
using PodKube.Objects.Columns;

namespace PodKube.Rollouts;

/// <summary>Why a rollout does not get on, as one of its pods or the workload says it.</summary>
/// <param name="Reason">One of <see cref="ErrorReason"/>.</param>
/// <param name="Cause">The cluster's own word: <c>ImagePullBackOff</c>.</param>
/// <param name="Message">The cluster's own message; may be empty.</param>
internal sealed record RolloutTrouble(string Reason, string Cause, string Message)
{
    /// <summary>The pod that has the trouble; null where it is the workload's own.</summary>
    public string? Pod { get; init; }

    /// <summary>The container that has the trouble; null where it is the whole pod's.</summary>
    public string? Container { get; init; }

    /// <summary>Trouble that is the same for many pods, or comes back after a while, needs to be told once.</summary>
    public (string Reason, string? Container) Key => (Reason, Container);

    /// <summary>What keeps a pod from running; null when nothing is known to.</summary>
    public static RolloutTrouble? OfPod(KubeObject pod)
    {
        KubeValue view = KubeValue.Of(KubeObjectFactory.Create(pod));
        if (view["metadata"]["deletionTimestamp"].Exists)
        {
            return null;
        }

        KubeValue status = view["status"];
        RolloutTrouble? found = status["initContainerStatuses"].Items().Concat(status["containerStatuses"].Items())
            .Select(OfContainer).OfType<RolloutTrouble>().FirstOrDefault() ?? OfScheduling(ColumnText.Condition(status, "PodScheduled"));
        return found is null ? null : found with { Pod = pod.Name };
    }

    /// <summary>Why the controller cannot create pods, from its own message.</summary>
    public static RolloutTrouble OfCreation(string cause, string message) =>
        new(message.Contains("exceeded quota", StringComparison.Ordinal) ? ErrorReason.QuotaExceeded : ErrorReason.PodCreationFailed, cause, message);

    /// <summary>The trouble for people, in one line.</summary>
    public override string ToString()
    {
        string who = (Pod, Container) switch
        {
            (null, _) => "",
            (_, null) => $"pod {Pod}: ",
            _ => $"pod {Pod}, container {Container}: ",
        };
        return Message.Length == 0 ? who + Cause : $"{who}{Cause}: {Message}";
    }

    // The reasons are the kubelet's: https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/images/types.go and
    // https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/kuberuntime/kuberuntime_container.go.
    private static RolloutTrouble? OfContainer(KubeValue container)
    {
        KubeValue waiting = container["state"]["waiting"];
        string cause = waiting["reason"].Text ?? "";
        string? reason = cause switch
        {
            "ErrImagePull" or "ImagePullBackOff" or "ErrImageNeverPull" or "ImageInspectError" or "RegistryUnavailable" or "InvalidImageName"
                or "SignatureValidationFailed" => ErrorReason.ImagePullFailed,
            "CrashLoopBackOff" => ErrorReason.CrashLoop,
            "CreateContainerConfigError" or "CreateContainerError" or "RunContainerError" or "PostStartHookError" => ErrorReason.ContainerNotStarted,
            _ => null,
        };
        if (reason is null)
        {
            return null;
        }

        string message = reason == ErrorReason.CrashLoop ? LastEnd(container["lastState"]["terminated"]) ?? waiting["message"].Text ?? "" : waiting["message"].Text ?? "";
        return new RolloutTrouble(reason, cause, message) { Container = container["name"].Text };
    }

    private static RolloutTrouble? OfScheduling(KubeValue condition) =>
        condition["status"].Text == "False" && condition["reason"].Text == "Unschedulable"
            ? new RolloutTrouble(ErrorReason.Unschedulable, "Unschedulable", condition["message"].Text ?? "")
            : null;

    private static string? LastEnd(KubeValue terminated)
    {
        if (!terminated.Exists)
        {
            return null;
        }

        string end = $"it ended with {terminated["exitCode"].Text ?? "no exit code"}{(terminated["reason"].Text is { } reason ? $" ({reason})" : "")}";
        return terminated["message"].Text is { Length: > 0 } message ? $"{end}: {message.Trim()}" : end;
    }
}
