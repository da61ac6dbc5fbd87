using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Pods;

/// <summary>Which images a pretend node has: the first container that wants one pulls it.</summary>
internal sealed class NodeImages
{
    private readonly HashSet<(string Node, string Image)> _present = [];

    /// <summary>The events of getting the container's image.</summary>
    public IEnumerable<PodEvent> Pull(PodRun run, JsonObject pod, ContainerRun container)
    {
        string policy = PolicyOf(pod, container);
        bool isPresent = !_present.Add((run.Node, container.Image));
        if (policy == "Never" || (policy == "IfNotPresent" && isPresent))
        {
            string text = $"Container image \"{container.Image}\" already present on machine";
            return [new PodEvent("Normal", "Pulled", text, container.Name, container.IsInit)];
        }

        return
        [
            new PodEvent("Normal", "Pulling", $"Pulling image \"{container.Image}\"", container.Name, container.IsInit),
            new PodEvent(
                "Normal",
                "Pulled",
                $"Successfully pulled image \"{container.Image}\" in 25ms (25ms including waiting). Image size: 72099501 bytes.",
                container.Name,
                container.IsInit),
        ];
    }

    private static string PolicyOf(JsonObject pod, ContainerRun container) =>
        pod.Items("spec", container.IsInit ? "initContainers" : "containers")
            .FirstOrDefault(item => item.Text("name") == container.Name)
            .Text("imagePullPolicy") ?? "IfNotPresent";
}
