using System.Text.Json;

namespace PodKube.Sandboxes;

/// <summary>The line of JSON with which a sandbox says where it listens.</summary>
internal sealed record SandboxAnnouncement(
    Uri Url,
    string Namespace,
    string ServiceAccount,
    string ServiceAccountPath,
    string Kubeconfig,
    string AdminKubeconfig,
    string CaFile,
    string? ControlUrl,
    string Version)
{
    /// <exception cref="JsonException">The line is not that.</exception>
    public static SandboxAnnouncement Parse(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement root = document.RootElement;
        return new SandboxAnnouncement(
            new Uri(Text(root, "url")),
            Text(root, "namespace"),
            Text(root, "serviceAccount"),
            Text(root, "serviceAccountPath"),
            Text(root, "kubeconfig"),
            Text(root, "adminKubeconfig"),
            Text(root, "caFile"),
            root.TryGetProperty("controlUrl", out JsonElement control) ? control.GetString() : null,
            Text(root, "version"));
    }

    private static string Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.GetString() is string text
            ? text
            : throw new JsonException($"The sandbox did not say its {name}.");
}
