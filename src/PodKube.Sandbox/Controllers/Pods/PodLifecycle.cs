using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Pods;

/// <summary>Moves a pretend pod through its stages. Pure but for the record it is given: the same pod and times give the same course.</summary>
internal sealed class PodLifecycle(WorkloadOptions options)
{
    private readonly ContainerLifecycle _containers = new(options, new NodeImages());

    /// <summary>The record of a pod that a node has just taken on.</summary>
    public PodRun Accept(JsonObject pod, JsonObject node, DateTimeOffset now)
    {
        bool hasInit = pod.Items("spec", "initContainers").Any(item => item.Text("restartPolicy") != "Always");
        string waiting = hasInit ? "PodInitializing" : "ContainerCreating";
        TimeSpan delay = PodAnnotations.ReadDuration(pod, "", PodAnnotations.StartDelay) ?? options.StartDelay;
        return new PodRun(pod.Uid(), node.Name(), HostIpOf(node), now)
        {
            Cidr = node.Text("spec", "podCIDR") ?? "",
            Due = now + delay,
            Deadline = pod.Number("spec", "activeDeadlineSeconds") is { } seconds ? now.AddSeconds(seconds) : null,
            InitContainers = [.. pod.Items("spec", "initContainers").Select(item => Container(item, isInit: true, waiting))],
            Containers = [.. pod.Items("spec", "containers").Select(item => Container(item, isInit: false, waiting))],
        };
    }

    /// <summary>Does everything that is due; returns when to come back, or null where only a change can bring more.</summary>
    public DateTimeOffset? Advance(PodRun run, JsonObject pod, DateTimeOffset now, Func<string> allocateIp)
    {
        while (StepPod(run, pod, now, allocateIp))
        {
        }

        return NextDue(run);
    }

    /// <summary>The pod is being deleted: its containers get their signal and this long to end.</summary>
    public void Stop(PodRun run, JsonObject pod, DateTimeOffset now)
    {
        if (run.Stage is PodStage.Stopping or PodStage.Stopped)
        {
            return;
        }

        TimeSpan grace = TimeSpan.FromSeconds(pod.Number("metadata", "deletionGracePeriodSeconds") ?? 30);
        TimeSpan wanted = run.Containers
            .Select(item => PodAnnotations.ReadDuration(pod, item.Name, PodAnnotations.StopDelay) ?? options.StopDelay)
            .DefaultIfEmpty(TimeSpan.Zero)
            .Max();
        foreach (ContainerRun container in run.All.Where(item => item.Phase == ContainerPhase.Running))
        {
            container.Due = null;
            run.Events.Add(new PodEvent("Normal", "Killing", $"Stopping container {container.Name}", container.Name, container.IsInit));
        }

        run.Stage = PodStage.Stopping;
        run.Due = now + (wanted < grace ? wanted : grace);
    }

    private static string HostIpOf(JsonObject node) =>
        node.Items("status", "addresses").FirstOrDefault(item => item.Text("type") == "InternalIP").Text("address") ?? "127.0.0.1";

    private static ContainerRun Container(JsonObject container, bool isInit, string waiting) =>
        new(container.Text("name") ?? "", container.Text("image") ?? "")
        {
            IsInit = isInit,
            IsSidecar = isInit && container.Text("restartPolicy") == "Always",
            WaitingReason = waiting,
        };

    private bool StepPod(PodRun run, JsonObject pod, DateTimeOffset now, Func<string> allocateIp)
    {
        if (run.Deadline is { } deadline && deadline <= now && run.Stage < PodStage.Finished)
        {
            Fail(run, "DeadlineExceeded", "Pod was active on the node longer than the specified deadline", now);
            return true;
        }

        return run.Stage switch
        {
            PodStage.Creating => StepCreating(run, pod, now, allocateIp),
            PodStage.Initializing => StepInitializing(run, pod, now),
            PodStage.Running => StepRunning(run, pod, now),
            PodStage.Stopping => StepStopping(run, now),
            _ => false,
        };
    }

    private static bool StepCreating(PodRun run, JsonObject pod, DateTimeOffset now, Func<string> allocateIp)
    {
        if (run.Due > now)
        {
            return false;
        }

        if (PodAnnotations.Read(pod, "", PodAnnotations.Fail) == "Evicted")
        {
            const string message = "The node was low on resource: memory. Threshold quantity: 100Mi, available: 64Mi.";
            run.Events.Add(new PodEvent("Warning", "Evicted", message));
            Fail(run, "Evicted", message, now);
            return true;
        }

        run.PodIp = pod.Flag("spec", "hostNetwork") ? run.HostIp : allocateIp();
        run.Stage = PodStage.Initializing;
        return true;
    }

    private bool StepInitializing(PodRun run, JsonObject pod, DateTimeOffset now)
    {
        foreach (ContainerRun container in run.InitContainers)
        {
            if (_containers.Step(run, pod, container, now))
            {
                return true;
            }

            if (container is { Ended.ExitCode: not 0, IsSidecar: false } && !ContainerLifecycle.WillRestart(pod, container))
            {
                Finish(run, "Failed");
                return true;
            }

            bool isDone = container.IsSidecar
                ? container.Phase == ContainerPhase.Running
                : container is { Phase: ContainerPhase.Terminated, Ended.ExitCode: 0 };
            if (!isDone)
            {
                return false;
            }
        }

        foreach (ContainerRun container in run.Containers)
        {
            container.WaitingReason = "ContainerCreating";
        }

        run.Stage = PodStage.Running;
        return true;
    }

    private bool StepRunning(PodRun run, JsonObject pod, DateTimeOffset now)
    {
        bool stepped = false;
        foreach (ContainerRun container in run.InitContainers.Where(item => item.IsSidecar).Concat(run.Containers))
        {
            stepped |= _containers.Step(run, pod, container, now);
        }

        if (run.Containers.Any(item => item.HasStarted))
        {
            run.Phase = "Running";
        }

        bool isOver = run.Containers.All(item => item.Phase == ContainerPhase.Terminated && !ContainerLifecycle.WillRestart(pod, item));
        if (isOver)
        {
            EndSidecars(run, now);
            Finish(run, run.Containers.All(item => item.Ended is { ExitCode: 0 }) ? "Succeeded" : "Failed");
        }

        return stepped || isOver;
    }

    private static bool StepStopping(PodRun run, DateTimeOffset now)
    {
        if (run.Due > now)
        {
            return false;
        }

        foreach (ContainerRun container in run.All.Where(item => item.Phase == ContainerPhase.Running))
        {
            ContainerLifecycle.End(container, 0, "Completed", null, now);
        }

        if (run.Phase == "Running")
        {
            run.Phase = run.Containers.All(item => item.Ended is null or { ExitCode: 0 }) ? "Succeeded" : "Failed";
        }

        run.Stage = PodStage.Stopped;
        return true;
    }

    private static void Fail(PodRun run, string reason, string message, DateTimeOffset now)
    {
        foreach (ContainerRun container in run.All.Where(item => item.Phase == ContainerPhase.Running))
        {
            ContainerLifecycle.End(container, 137, "Error", null, now);
        }

        run.Reason = reason;
        run.Message = message;
        Finish(run, "Failed");
    }

    private static void EndSidecars(PodRun run, DateTimeOffset now)
    {
        foreach (ContainerRun sidecar in run.InitContainers.Where(item => item.Phase == ContainerPhase.Running))
        {
            ContainerLifecycle.End(sidecar, 0, "Completed", null, now);
        }
    }

    private static void Finish(PodRun run, string phase)
    {
        run.Phase = phase;
        run.Stage = PodStage.Finished;
    }

    private static DateTimeOffset? NextDue(PodRun run)
    {
        if (run.Stage is PodStage.Finished or PodStage.Stopped)
        {
            return null;
        }

        if (run.Stage == PodStage.Stopping)
        {
            return run.Due;
        }

        IEnumerable<DateTimeOffset?> times = run.Stage == PodStage.Creating
            ? [run.Due, run.Deadline]
            : run.All.SelectMany(item => new[] { item.Due, item.ReadyDue }).Append(run.Deadline);
        return times.Min();
    }
}
