using System.Text.Json.Nodes;

namespace PodKube.Manifests;

/// <summary>Writes a deployment as one would write it in YAML: what is not given is left to the server.</summary>
internal static class DeploymentManifest
{
    public static JsonObject Write(ObjectIdentity identity, int replicas, PodOptions pod)
    {
        KeyValuePair<string, string> app = new("app", identity.Name);
        KeyValuePair<string, string>[] labels = [app, .. identity.Labels.Where(static l => l.Key != "app")];
        JsonObject manifest = ManifestNodes.New("apps/v1", "Deployment", identity with { Labels = labels });
        manifest["spec"] = new JsonObject
        {
            ["replicas"] = replicas,
            ["selector"] = new JsonObject { ["matchLabels"] = ManifestNodes.Map([app]) },
            ["template"] = PodTemplate.Write(pod, labels),
        };
        return manifest;
    }
}
