using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PodKube.Manifests;

/// <summary>Writes a deployment as one would write it in YAML: what is not given is left to the server.</summary>
internal static class DeploymentManifest
{
    private static readonly JsonSerializerOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(DeploymentOptions options)
    {
        KeyValuePair<string, string> app = new("app", options.Name);
        KeyValuePair<string, string>[] labels = [app, .. options.Labels.Where(static l => l.Key != "app")];
        JsonObject manifest = new()
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "Deployment",
            ["metadata"] = new JsonObject
            {
                ["name"] = options.Name,
                ["namespace"] = options.Namespace,
                ["labels"] = Map(labels),
            },
            ["spec"] = new JsonObject
            {
                ["replicas"] = options.Replicas,
                ["selector"] = new JsonObject { ["matchLabels"] = Map([app]) },
                ["template"] = new JsonObject
                {
                    ["metadata"] = new JsonObject { ["labels"] = Map(labels) },
                    ["spec"] = PodSpec(options),
                },
            },
        };
        return JsonSerializer.SerializeToUtf8Bytes<JsonNode>(manifest, s_options);
    }

    private static JsonObject PodSpec(DeploymentOptions options)
    {
        JsonObject spec = [];
        if (options.ServiceAccount is not null)
        {
            spec["serviceAccountName"] = options.ServiceAccount;
        }

        spec["containers"] = new JsonArray(Container(options.Container));
        return spec;
    }

    private static JsonObject Container(ContainerOptions options)
    {
        JsonObject container = new() { ["name"] = options.Name, ["image"] = options.Image };
        AddUnlessEmpty(container, "imagePullPolicy", options.ImagePullPolicy);
        AddUnlessEmpty(container, "command", Texts(options.Command));
        AddUnlessEmpty(container, "args", Texts(options.Arguments));
        AddUnlessEmpty(container, "ports", new JsonArray([.. options.Ports.Select(Port)]));
        AddUnlessEmpty(container, "env", new JsonArray([.. options.Environment.Select(Variable)]));
        JsonObject resources = [];
        AddUnlessEmpty(resources, "requests", Map(options.Requests));
        AddUnlessEmpty(resources, "limits", Map(options.Limits));
        AddUnlessEmpty(container, "resources", resources);
        return container;
    }

    private static JsonObject Port(ContainerPort port)
    {
        JsonObject result = new() { ["containerPort"] = port.Number };
        AddUnlessEmpty(result, "protocol", port.Protocol);
        return result;
    }

    private static JsonObject Variable(KeyValuePair<string, string> variable) => new() { ["name"] = variable.Key, ["value"] = variable.Value };

    private static JsonArray Texts(IEnumerable<string> items) => new([.. items.Select(static i => (JsonNode)i)]);

    private static JsonObject Map(IEnumerable<KeyValuePair<string, string>> pairs) =>
        new(pairs.Select(static p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value)));

    private static void AddUnlessEmpty(JsonObject target, string name, JsonNode? value)
    {
        if (value is not (null or JsonObject { Count: 0 } or JsonArray { Count: 0 }))
        {
            target[name] = value;
        }
    }
}
