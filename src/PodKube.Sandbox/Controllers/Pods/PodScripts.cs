using System.Text;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Runtime;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;
using PodKube.Sandbox.Streams;

namespace PodKube.Sandbox.Controllers.Pods;

/// <summary>
/// What a test does to a running pod from outside: lets it write a line, puts a file into it, lets it end. What a pod does by itself is said by
/// <see cref="PodAnnotations"/>. Safe for concurrent use.
/// </summary>
internal sealed class PodScripts(ResourceOperations operations, Kubelet kubelet, ControllerRuntime runtime)
{
    /// <summary>Appends text to the container's log; a missing newline at its end is added.</summary>
    /// <exception cref="ApiStatusException">404 or 400: there is no such pod or container, or it has not started.</exception>
    public void WriteLog(string ns, string pod, string? container, string text, bool isError = false) =>
        Require(ns, pod, container).Run.Log?.Write(operations.Time.GetUtcNow(), text, isError);

    /// <summary>Puts a file into the container, for exec and cp.</summary>
    /// <exception cref="ApiStatusException">404 or 400, as above.</exception>
    public void WriteFile(string ns, string pod, string? container, string path, string content)
    {
        (JsonObject item, ContainerRun run) = Require(ns, pod, container);
        new Streams.Exec.ContainerMachine(operations).Build(item, run).Files["/" + path.TrimStart('/')] = Encoding.UTF8.GetBytes(content);
    }

    /// <summary>Lets the container's process exit; the kubelet then restarts it or not, as the pod says.</summary>
    /// <exception cref="ApiStatusException">404 or 400, as above.</exception>
    public void Exit(string ns, string pod, string? container, int exitCode, string? message = null)
    {
        (JsonObject item, ContainerRun run) = Require(ns, pod, container);
        runtime.Post(() => kubelet.End(new ObjectKey(PodIndex.Resource, ns, pod), item.Uid(), run.Name, exitCode, message));
    }

    private (JsonObject Pod, ContainerRun Run) Require(string ns, string pod, string? container)
    {
        JsonObject item = operations.Get(operations.Kinds.Require(PodIndex.Resource), ns, pod).Value;
        return (item, PodTarget.Choose(item, container).Require(kubelet));
    }
}
