using System.Text.Json.Nodes;

namespace PodKube.Manifests;

/// <summary>Writes the pod template of a workload.</summary>
internal static class PodTemplate
{
    public static JsonObject Write(PodOptions options, IReadOnlyList<KeyValuePair<string, string>> labels)
    {
        JsonObject template = [];
        if (labels.Count > 0)
        {
            template["metadata"] = new JsonObject { ["labels"] = ManifestNodes.Map(labels) };
        }

        JsonObject spec = [];
        ManifestNodes.AddUnlessEmpty(spec, "serviceAccountName", options.ServiceAccount);
        spec["containers"] = new JsonArray(Container(options.Container));
        ManifestNodes.AddUnlessEmpty(spec, "restartPolicy", options.RestartPolicy);
        template["spec"] = spec;
        return template;
    }

    private static JsonObject Container(ContainerOptions options)
    {
        JsonObject container = new() { ["name"] = options.Name, ["image"] = options.Image };
        ManifestNodes.AddUnlessEmpty(container, "imagePullPolicy", options.ImagePullPolicy);
        ManifestNodes.AddUnlessEmpty(container, "command", ManifestNodes.Texts(options.Command));
        ManifestNodes.AddUnlessEmpty(container, "args", ManifestNodes.Texts(options.Arguments));
        ManifestNodes.AddUnlessEmpty(container, "ports", new JsonArray([.. options.Ports.Select(Port)]));
        ManifestNodes.AddUnlessEmpty(container, "env", new JsonArray([.. options.Environment.Select(Variable)]));
        JsonObject resources = [];
        ManifestNodes.AddUnlessEmpty(resources, "requests", ManifestNodes.Map(options.Requests));
        ManifestNodes.AddUnlessEmpty(resources, "limits", ManifestNodes.Map(options.Limits));
        ManifestNodes.AddUnlessEmpty(container, "resources", resources);
        return container;
    }

    private static JsonObject Port(ContainerPort port)
    {
        JsonObject result = new() { ["containerPort"] = port.Number };
        ManifestNodes.AddUnlessEmpty(result, "protocol", port.Protocol);
        return result;
    }

    private static JsonObject Variable(KeyValuePair<string, string> variable) => new() { ["name"] = variable.Key, ["value"] = variable.Value };
}
