using System.Text.Json;
using PodKube.Client.Resources;

namespace PodKube.Client.Streams;

/// <summary>Reads from a pod's status what its containers do.</summary>
internal static class ContainerStates
{
    private static readonly string[] s_lists = ["containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses"];

    /// <summary>Whether the container runs; without a name, whether any ordinary one does.</summary>
    internal static bool IsRunning(KubeObject pod, string? container)
    {
        if (!pod.TryGetField("status", out ReadOnlyMemory<byte> status))
        {
            return false;
        }

        using JsonDocument document = JsonDocument.Parse(status);
        return s_lists
            .Take(container is null ? 1 : s_lists.Length)
            .Any(list => document.RootElement.TryGetProperty(list, out JsonElement states)
                && states.EnumerateArray().Any(s => (container is null || s.GetProperty("name").ValueEquals(container)) && IsRunning(s)));
    }

    private static bool IsRunning(JsonElement status) =>
        status.TryGetProperty("state", out JsonElement state) && state.TryGetProperty("running", out _);
}
