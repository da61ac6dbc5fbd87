using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Pods;

/// <summary>Writes a pod's <c>status</c> from what its node knows of it.</summary>
internal static class PodStatus
{
    /// <summary>The status as it should be now; what the node does not own (quality of service, other conditions) stays.</summary>
    public static JsonObject Build(PodRun run, JsonObject pod, DateTimeOffset now)
    {
        JsonObject status = pod.Map("status")?.Copy() ?? [];
        status.Remove("nominatedNodeName");
        if (pod.Number("metadata", "generation") is { } generation)
        {
            status["observedGeneration"] = generation;
        }

        status["phase"] = run.Phase;
        Set(status, "reason", run.Reason);
        Set(status, "message", run.Message);
        status["conditions"] = Conditions(run, pod, now);
        SetAddress(status, "hostIP", "hostIPs", run.HostIp);
        SetAddress(status, "podIP", "podIPs", run.PodIp);
        status["startTime"] = run.AcceptedAt.ApiTime();
        if (run.InitContainers.Count > 0)
        {
            status["initContainerStatuses"] = Containers(run.InitContainers);
        }

        status["containerStatuses"] = Containers(run.Containers);
        return status;
    }

    private static void Set(JsonObject status, string name, string? value)
    {
        if (value is null)
        {
            status.Remove(name);
        }
        else
        {
            status[name] = value;
        }
    }

    private static void SetAddress(JsonObject status, string one, string many, string address)
    {
        if (address.Length > 0)
        {
            status[one] = address;
            status[many] = new JsonArray(new JsonObject { ["ip"] = address });
        }
    }

    private static JsonArray Conditions(PodRun run, JsonObject pod, DateTimeOffset now)
    {
        bool isOver = run.Stage == PodStage.Finished;
        string overReason = run.Phase == "Failed" ? "PodFailed" : "PodCompleted";
        bool hasSandbox = run.PodIp.Length > 0 && !isOver && run.Stage != PodStage.Stopped;
        List<string> unfinished = [.. run.InitContainers.Where(item => !IsInitialized(item)).Select(item => item.Name)];
        bool isInitialized = unfinished.Count == 0 || isOver;
        List<string> unready = [.. run.InitContainers.Where(item => item.IsSidecar).Concat(run.Containers)
            .Where(item => !item.IsReady).Select(item => item.Name)];
        bool containersReady = unready.Count == 0 && !isOver;
        string notReady = isOver ? overReason : "ContainersNotReady";
        string? unreadyText = isOver ? null : $"containers with unready status: [{string.Join(' ', unready)}]";
        string? gate = pod.Items("spec", "readinessGates").Select(item => item.Text("conditionType") ?? "")
            .FirstOrDefault(type => pod.Condition(type).Text("status") != "True");

        JsonArray conditions = [];
        void Add(string type, bool isTrue, string? reason = null, string? message = null) =>
            conditions.Add((JsonNode)Condition(pod, type, isTrue, isTrue ? null : reason, isTrue ? null : message, now));

        Add("PodReadyToStartContainers", hasSandbox);
        Add("Initialized", isInitialized, "ContainersNotInitialized", $"containers with incomplete status: [{string.Join(' ', unfinished)}]");
        if (containersReady && gate is not null)
        {
            Add("Ready", false, "ReadinessGatesNotReady", $"corresponding condition of pod readiness gate \"{gate}\" does not exist.");
        }
        else
        {
            Add("Ready", containersReady, notReady, unreadyText);
        }

        Add("ContainersReady", containersReady, notReady, unreadyText);
        foreach (JsonObject other in pod.Items("status", "conditions").Where(item => !IsOwn(item.Text("type"))))
        {
            conditions.Add((JsonNode)other.Copy());
        }

        return conditions;
    }

    private static bool IsOwn(string? type) => type is "PodReadyToStartContainers" or "Initialized" or "Ready" or "ContainersReady";

    private static bool IsInitialized(ContainerRun container) => container.IsSidecar
        ? container.Phase == ContainerPhase.Running
        : container is { Phase: ContainerPhase.Terminated, Ended.ExitCode: 0 };

    private static JsonObject Condition(JsonObject pod, string type, bool isTrue, string? reason, string? message, DateTimeOffset now)
    {
        JsonObject? old = pod.Condition(type);
        string value = isTrue ? "True" : "False";
        JsonObject condition = new()
        {
            ["type"] = type,
            ["status"] = value,
            ["lastProbeTime"] = null,
            ["lastTransitionTime"] = old.Text("status") == value ? old.Text("lastTransitionTime") : now.ApiTime(),
        };
        Set(condition, "reason", reason);
        Set(condition, "message", message);
        return condition;
    }

    private static JsonArray Containers(IEnumerable<ContainerRun> containers) => new([.. containers.Select(Container)]);

    private static JsonObject Container(ContainerRun container)
    {
        bool hasStarted = container.HasStarted;
        JsonObject status = new()
        {
            ["name"] = container.Name,
            ["state"] = State(container),
            ["lastState"] = LastState(container),
            // A plain init container is "ready" when it has done its work.
            ["ready"] = container is { IsInit: true, IsSidecar: false }
                ? container is { Phase: ContainerPhase.Terminated, Ended.ExitCode: 0 }
                : container.IsReady,
            ["restartCount"] = container.RestartCount,
            ["image"] = container.Image,
            ["imageID"] = hasStarted ? ImageId(container.Image) : "",
        };
        if (hasStarted)
        {
            status["containerID"] = container.ContainerId;
        }

        status["started"] = container.Phase == ContainerPhase.Running;
        return status;
    }

    private static JsonObject State(ContainerRun container) => container.Phase switch
    {
        ContainerPhase.Running => new JsonObject { ["running"] = new JsonObject { ["startedAt"] = container.StartedAt.ApiTime() } },
        ContainerPhase.Terminated => new JsonObject { ["terminated"] = container.Ended!.ToJson() },
        _ => new JsonObject { ["waiting"] = Waiting(container) },
    };

    private static JsonObject Waiting(ContainerRun container)
    {
        JsonObject waiting = new() { ["reason"] = container.WaitingReason };
        Set(waiting, "message", container.WaitingMessage);
        return waiting;
    }

    private static JsonObject LastState(ContainerRun container)
    {
        Termination? last = container.Phase == ContainerPhase.Waiting ? container.Ended ?? container.Before : container.Before;
        return last is null ? [] : new JsonObject { ["terminated"] = last.ToJson() };
    }

    private static string ImageId(string image)
    {
        if (image.Contains('@', StringComparison.Ordinal))
        {
            return image;
        }

        int tag = image.LastIndexOf(':');
        string name = tag > image.LastIndexOf('/') ? image[..tag] : image;
        string full = name.Contains('/', StringComparison.Ordinal) ? name : "docker.io/library/" + name;
        return $"{full}@sha256:{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(image))).ToLowerInvariant()}";
    }
}
