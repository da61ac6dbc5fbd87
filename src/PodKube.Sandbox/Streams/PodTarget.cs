using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Pods;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;

namespace PodKube.Sandbox.Streams;

/// <summary>The pod and container that a stream is about, chosen as kube-apiserver chooses them.</summary>
internal sealed record PodTarget(JsonObject Pod, string Container)
{
    /// <summary>Picks the container: the one asked for, or the only one there is.</summary>
    /// <exception cref="ApiStatusException">400: there is no such container, or several to choose from.</exception>
    public static PodTarget Choose(JsonObject pod, string? wanted)
    {
        List<string> containers = NamesOf(pod, "containers");
        List<string> inits = NamesOf(pod, "initContainers");
        List<string> ephemeral = NamesOf(pod, "ephemeralContainers");
        if (string.IsNullOrEmpty(wanted))
        {
            return containers.Count == 1 ? new PodTarget(pod, containers[0]) : throw ApiErrors.BadRequest(Choices(pod, containers, inits, ephemeral));
        }

        return containers.Contains(wanted) || inits.Contains(wanted) || ephemeral.Contains(wanted)
            ? new PodTarget(pod, wanted)
            : throw ApiErrors.BadRequest($"container {wanted} is not valid for pod {pod.Name()}");
    }

    /// <summary>The container as its node has it.</summary>
    /// <exception cref="ApiStatusException">400: it has not started yet.</exception>
    public ContainerRun Require(Kubelet kubelet)
    {
        ContainerRun? run = kubelet.Find(Pod.Uid())?.Find(Container);
        if (run is null || (run.Phase == ContainerPhase.Waiting && run.Log is null))
        {
            string reason = run?.WaitingReason switch
            {
                null => "ContainerCreating",
                "ErrImagePull" => "image can't be pulled",
                "ImagePullBackOff" => "trying and failing to pull image",
                { } other => other,
            };
            throw ApiErrors.BadRequest($"container \"{Container}\" in pod \"{Pod.Name()}\" is waiting to start: {reason}");
        }

        return run;
    }

    private static string Choices(JsonObject pod, List<string> containers, List<string> inits, List<string> ephemeral)
    {
        string text = $"a container name must be specified for pod {pod.Name()}, choose one of: [{string.Join(' ', containers)}]";
        if (inits.Count > 0)
        {
            text += $" or one of the init containers: [{string.Join(' ', inits)}]";
        }

        return ephemeral.Count > 0 ? $"{text} or one of the ephemeral containers: [{string.Join(' ', ephemeral)}]" : text;
    }

    private static List<string> NamesOf(JsonObject pod, string list) => [.. pod.Items("spec", list).Select(item => item.Text("name") ?? "")];
}
