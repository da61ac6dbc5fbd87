using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;
using PodKube.Sandbox.Streams.Logs;

namespace PodKube.Sandbox.Controllers.Pods;

/// <summary>Starts, ends and restarts one container of a pretend pod, as a kubelet does; all times are given, nothing waits.</summary>
internal sealed class ContainerLifecycle(WorkloadOptions options, NodeImages images)
{
    private static readonly TimeSpan s_firstBackoff = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_longestBackoff = TimeSpan.FromMinutes(5);

    /// <summary>Does the one next thing that is due; false where nothing is.</summary>
    public bool Step(PodRun run, JsonObject pod, ContainerRun container, DateTimeOffset now) => container.Phase switch
    {
        ContainerPhase.Waiting => StepWaiting(run, pod, container, now),
        ContainerPhase.Running => StepRunning(pod, container, now),
        _ => StepTerminated(run, pod, container, now),
    };

    /// <summary>Whether the container, having ended, will be started again.</summary>
    public static bool WillRestart(JsonObject pod, ContainerRun container)
    {
        if (container.IsSidecar)
        {
            return true;
        }

        return pod.Text("spec", "restartPolicy") switch
        {
            "Never" => false,
            "OnFailure" => container.Ended is { ExitCode: not 0 },
            _ => !container.IsInit || container.Ended is { ExitCode: not 0 },
        };
    }

    /// <summary>Ends a running container.</summary>
    public static void End(ContainerRun container, int exitCode, string reason, string? message, DateTimeOffset now)
    {
        container.Ended = new Termination(container.ContainerId, exitCode, reason, message, container.StartedAt, now);
        container.Phase = ContainerPhase.Terminated;
        container.IsReady = false;
        container.ReadyDue = null;
        container.Due = null;
        container.Log?.Close(now);
    }

    private bool StepWaiting(PodRun run, JsonObject pod, ContainerRun container, DateTimeOffset now)
    {
        if (container.Due is { } due && due > now)
        {
            return false;
        }

        string? fail = PodAnnotations.Read(pod, container.Name, PodAnnotations.Fail);
        switch (fail)
        {
            case "ContainerCreating":
                return false;
            case "ErrImagePull" or "ImagePullBackOff":
                FailPull(run, container, now);
                return true;
            case "InvalidImageName" or "CreateContainerConfigError" or "CreateContainerError":
                return FailForGood(run, container, fail);
            default:
                Start(run, pod, container, now);
                return true;
        }
    }

    private void Start(PodRun run, JsonObject pod, ContainerRun container, DateTimeOffset now)
    {
        foreach (PodEvent message in images.Pull(run, pod, container))
        {
            run.Events.Add(message);
        }

        if (container.Ended is not null)
        {
            container.Before = container.Ended;
            container.Ended = null;
            container.RestartCount++;
        }

        container.PreviousLog = container.Log ?? PreviousLogOf(pod, container, now);
        container.Log = new ContainerLog();
        container.ContainerId = IdOf(run.Uid, container);
        container.Phase = ContainerPhase.Running;
        container.StartedAt = now;
        ContainerPlan plan = ContainerPlan.For(pod, container, options);
        ContainerPlan.WriteLog(pod, container, container.Log, now);
        container.Due = now + plan.RunFor;
        container.IsReady = false;
        container.ReadyDue = now + plan.ReadyAfter;
        run.Events.Add(new PodEvent("Normal", "Created", $"Created container: {container.Name}", container.Name, container.IsInit));
        run.Events.Add(new PodEvent("Normal", "Started", $"Started container {container.Name}", container.Name, container.IsInit));
    }

    private bool StepRunning(JsonObject pod, ContainerRun container, DateTimeOffset now)
    {
        if (container.Due is { } due && due <= now)
        {
            ContainerPlan plan = ContainerPlan.For(pod, container, options);
            bool outOfMemory = PodAnnotations.Read(pod, container.Name, PodAnnotations.Fail) == "OOMKilled";
            End(container, plan.ExitCode, outOfMemory ? "OOMKilled" : plan.ExitCode == 0 ? "Completed" : "Error", plan.Message, now);
            return true;
        }

        if (!container.IsReady && container.ReadyDue is { } readyDue && readyDue <= now)
        {
            container.IsReady = true;
            container.ReadyDue = null;
            return true;
        }

        return false;
    }

    private bool StepTerminated(PodRun run, JsonObject pod, ContainerRun container, DateTimeOffset now)
    {
        if (!WillRestart(pod, container))
        {
            return false;
        }

        TimeSpan backoff = BackoffOf(container);
        if (container.Ended is { } ended && ended.FinishedAt + backoff > now)
        {
            string wait = GoDuration(backoff);
            container.Phase = ContainerPhase.Waiting;
            container.WaitingReason = "CrashLoopBackOff";
            container.WaitingMessage =
                $"back-off {wait} restarting failed container={container.Name} pod={pod.Name()}_{pod.Namespace()}({run.Uid})";
            container.Due = ended.FinishedAt + backoff;
            run.Events.Add(new PodEvent(
                "Warning",
                "BackOff",
                $"Back-off restarting failed container {container.Name} in pod {pod.Name()}_{pod.Namespace()}({run.Uid})",
                container.Name,
                container.IsInit));
            return true;
        }

        Start(run, pod, container, now);
        return true;
    }

    // The first restart is at once, then 10 s, doubled up to 5 min; a run of ten minutes clears the record.
    private static TimeSpan BackoffOf(ContainerRun container)
    {
        if (container.RestartCount == 0 || container.Ended is not { } ended || ended.FinishedAt - ended.StartedAt > s_longestBackoff * 2)
        {
            return TimeSpan.Zero;
        }

        TimeSpan backoff = s_firstBackoff * Math.Pow(2, Math.Min(container.RestartCount - 1, 10));
        return backoff < s_longestBackoff ? backoff : s_longestBackoff;
    }

    private static void FailPull(PodRun run, ContainerRun container, DateTimeOffset now)
    {
        string problem =
            $"failed to pull and unpack image \"{container.Image}\": failed to resolve reference \"{container.Image}\": {container.Image}: not found";
        bool backsOff = container.FailedPulls % 2 == 1;
        TimeSpan backoff = s_firstBackoff * Math.Pow(2, Math.Min(container.FailedPulls / 2, 10));
        backoff = backoff < s_longestBackoff ? backoff : s_longestBackoff;
        container.FailedPulls++;
        container.WaitingReason = backsOff ? "ImagePullBackOff" : "ErrImagePull";
        if (backsOff)
        {
            string text = $"Back-off pulling image \"{container.Image}\"";
            container.WaitingMessage = $"{text}: ErrImagePull: {problem}";
            container.Due = now + backoff;
            run.Events.Add(new PodEvent("Normal", "BackOff", text, container.Name, container.IsInit));
            run.Events.Add(new PodEvent("Warning", "Failed", "Error: ImagePullBackOff", container.Name, container.IsInit));
            return;
        }

        container.WaitingMessage = problem;
        container.Due = now + TimeSpan.FromMilliseconds(50);
        run.Events.Add(new PodEvent("Normal", "Pulling", $"Pulling image \"{container.Image}\"", container.Name, container.IsInit));
        run.Events.Add(new PodEvent("Warning", "Failed", $"Failed to pull image \"{container.Image}\": {problem}", container.Name, container.IsInit));
        run.Events.Add(new PodEvent("Warning", "Failed", "Error: ErrImagePull", container.Name, container.IsInit));
    }

    private static bool FailForGood(PodRun run, ContainerRun container, string reason)
    {
        if (container.WaitingReason == reason)
        {
            return false;
        }

        container.WaitingReason = reason;
        container.WaitingMessage = reason switch
        {
            "InvalidImageName" => $"Failed to apply default image tag \"{container.Image}\": couldn't parse image name \"{container.Image}\": invalid reference format",
            "CreateContainerConfigError" => "configmap \"missing\" not found",
            _ => "failed to create containerd container",
        };
        string kind = reason == "InvalidImageName" ? "InspectFailed" : "Failed";
        run.Events.Add(new PodEvent("Warning", kind, "Error: " + container.WaitingMessage, container.Name, container.IsInit));
        return true;
    }

    private static ContainerLog? PreviousLogOf(JsonObject pod, ContainerRun container, DateTimeOffset now)
    {
        if (PodAnnotations.Read(pod, container.Name, PodAnnotations.PreviousLogs) is not { } lines)
        {
            return null;
        }

        ContainerLog log = new();
        log.Write(now, lines);
        log.Close(now);
        return log;
    }

    private static string IdOf(string uid, ContainerRun container) => "containerd://" + Convert.ToHexString(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{uid}/{container.Name}/{container.RestartCount}")))).ToLowerInvariant();

    private static string GoDuration(TimeSpan time) => time.TotalMinutes < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalSeconds}s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}m{time.Seconds}s");
}
