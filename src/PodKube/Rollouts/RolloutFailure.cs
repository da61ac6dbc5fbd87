using System.Globalization;
using PodKube.Client.Errors;

namespace PodKube.Rollouts;

/// <summary>Puts into words why waiting for a rollout was in vain, and where to look further.</summary>
internal static class RolloutFailure
{
    /// <summary>The cluster gave up, or a pod cannot run and nobody wants to wait for it.</summary>
    public static KubeRolloutException Failed(AwaitedRollout rollout)
    {
        RolloutTrouble? trouble = MainTrouble(rollout);
        string reason = trouble?.Reason ?? ErrorReason.ProgressDeadlineExceeded;
        return new KubeRolloutException(reason, $"The rollout of {rollout.Target} failed: {Describe(rollout)}", Advise(rollout, trouble));
    }

    /// <summary>The time is up.</summary>
    public static KubeRolloutException TooLate(AwaitedRollout rollout, TimeSpan limit)
    {
        RolloutTrouble? trouble = MainTrouble(rollout);
        string time = limit == TimeSpan.Zero ? "is not complete" : string.Create(CultureInfo.InvariantCulture, $"was not complete within {limit.TotalSeconds:0.###} s");
        return new KubeRolloutException(
            trouble?.Reason ?? ErrorReason.Timeout, $"The rollout of {rollout.Target} {time}: {Describe(rollout)}", Advise(rollout, trouble));
    }

    /// <summary>It goes on only when somebody resumes it.</summary>
    public static KubeRolloutException Paused(AwaitedRollout rollout) => new(
        ErrorReason.RolloutPaused,
        $"The rollout of {rollout.Target} is paused: {rollout.Status.Message}",
        $"Resume-KubeRollout {rollout.Target.Kind} {rollout.Target.Name} -Namespace {rollout.Target.Namespace}");

    /// <summary>Its pods get the new template only when somebody deletes them.</summary>
    public static KubeRolloutException ByHand(AwaitedRollout rollout) => new(
        ErrorReason.InvalidRequest,
        $"{rollout.Target} has the update strategy OnDelete: its pods get the newest template only when they are deleted, so there is nothing to wait for.",
        null);

    /// <summary>Another template than the one that was waited for is being rolled out.</summary>
    public static KubeRolloutException Superseded(AwaitedRollout rollout, long wanted, long current) => new(
        ErrorReason.RolloutSuperseded,
        string.Create(CultureInfo.InvariantCulture, $"{rollout.Target} is at revision {current}, not {wanted}."),
        $"Get-KubeRollout {rollout.Target.Kind} {rollout.Target.Name} -Namespace {rollout.Target.Namespace}");

    /// <summary>It was deleted meanwhile.</summary>
    public static KubeRolloutException Gone(AwaitedRollout rollout) =>
        new(ErrorReason.NotFound, $"{rollout.Target} was deleted while its rollout was waited for.", null);

    private static string Describe(AwaitedRollout rollout)
    {
        RolloutTrouble[] troubles = [.. rollout.Troubles.DistinctBy(static t => t.Key)];
        string pods = string.Join("; ", troubles.Where(t => t.Message != rollout.Status.Message));
        return pods.Length == 0 ? rollout.Status.Message : $"{rollout.Status.Message} {char.ToUpperInvariant(pods[0])}{pods[1..]}";
    }

    // What keeps a pod from being made comes before what keeps one from running.
    private static RolloutTrouble? MainTrouble(AwaitedRollout rollout) => rollout.Troubles.FirstOrDefault();

    private static string Advise(AwaitedRollout rollout, RolloutTrouble? trouble)
    {
        string place = $"-Namespace {rollout.Target.Namespace}";
        return trouble switch
        {
            { Reason: ErrorReason.CrashLoop, Pod: { } pod } => $"Get-KubeLog {pod} -Container {trouble.Container} -Previous {place}",
            { Reason: ErrorReason.QuotaExceeded } => $"Get-KubeResource resourcequotas {place}",
            { Pod: { } pod } => $"Get-KubeEvent -For pod/{pod} {place}",
            _ => $"Get-KubeEvent -For {rollout.Target.Kind}/{rollout.Target.Name} {place}",
        };
    }
}
