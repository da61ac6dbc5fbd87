using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Pods;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;
using PodKube.Sandbox.Streams.Shell;

namespace PodKube.Sandbox.Streams.Exec;

/// <summary>Makes the pretend machine of a container: its variables and files from the pod's spec, its scripted commands from annotations.</summary>
internal sealed class ContainerMachine(ResourceOperations operations)
{
    private const string Secrets = "secrets";
    private const string ConfigMaps = "configmaps";

    public ShellEnvironment Build(JsonObject pod, ContainerRun run)
    {
        JsonObject container = pod.Items("spec", "containers").Concat(pod.Items("spec", "initContainers"))
            .FirstOrDefault(item => item.Text("name") == run.Name) ?? [];
        run.Files ??= Files(pod, container);
        return new ShellEnvironment
        {
            Variables = Variables(pod, container),
            Files = run.Files,
            Clock = operations.Time,
            Scripted = Scripted(pod, run.Name),
            Hostname = pod.Text("spec", "hostname") ?? pod.Name(),
            Directory = container.Text("workingDir") ?? "/",
        };
    }

    private Dictionary<string, string> Variables(JsonObject pod, JsonObject container)
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal)
        {
            ["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            ["HOSTNAME"] = pod.Text("spec", "hostname") ?? pod.Name(),
            ["HOME"] = "/root",
        };
        if (Find("services", "default", "kubernetes") is { } service)
        {
            variables["KUBERNETES_SERVICE_HOST"] = service.Text("spec", "clusterIP") ?? "";
            variables["KUBERNETES_SERVICE_PORT"] = "443";
        }

        foreach (JsonObject source in container.Items("envFrom"))
        {
            foreach ((string name, byte[] value) in Data(pod, source.Text("configMapRef", "name"), source.Text("secretRef", "name")))
            {
                variables[source.Text("prefix") + name] = Encoding.UTF8.GetString(value);
            }
        }

        foreach (JsonObject variable in container.Items("env"))
        {
            variables[variable.Text("name") ?? ""] = variable.Text("value") ?? From(pod, variable.Map("valueFrom"));
        }

        return variables;
    }

    private string From(JsonObject pod, JsonObject? source)
    {
        if (source.Text("fieldRef", "fieldPath") is { } path)
        {
            int bracket = path.IndexOf("['", StringComparison.Ordinal);
            string[] parts = bracket < 0 ? path.Split('.') : [.. path[..bracket].Split('.'), path[(bracket + 2)..^2]];
            return pod.Text(parts) ?? "";
        }

        Dictionary<string, byte[]> data = Data(pod, source.Text("configMapKeyRef", "name"), source.Text("secretKeyRef", "name"));
        string key = source.Text("configMapKeyRef", "key") ?? source.Text("secretKeyRef", "key") ?? "";
        return data.TryGetValue(key, out byte[]? value) ? Encoding.UTF8.GetString(value) : "";
    }

    private ConcurrentDictionary<string, byte[]> Files(JsonObject pod, JsonObject container)
    {
        ConcurrentDictionary<string, byte[]> files = new(StringComparer.Ordinal);
        files["/etc/hostname"] = Encoding.UTF8.GetBytes((pod.Text("spec", "hostname") ?? pod.Name()) + "\n");
        files["/tmp/"] = [];
        foreach (JsonObject mount in container.Items("volumeMounts"))
        {
            JsonObject? volume = pod.Items("spec", "volumes").FirstOrDefault(item => item.Text("name") == mount.Text("name"));
            string path = (mount.Text("mountPath") ?? "").TrimEnd('/');
            files.TryAdd(path + "/", []);
            foreach ((string name, byte[] content) in Volume(pod, volume))
            {
                files[$"{path}/{name}"] = content;
            }
        }

        if (ParseMap(PodAnnotations.Read(pod, container.Text("name") ?? "", PodAnnotations.Files)) is { } scripted)
        {
            foreach ((string path, JsonNode? content) in scripted)
            {
                files["/" + path.TrimStart('/')] = Encoding.UTF8.GetBytes(content.AsText() ?? "");
            }
        }

        return files;
    }

    private Dictionary<string, byte[]> Volume(JsonObject pod, JsonObject? volume)
    {
        Dictionary<string, byte[]> content = Data(pod, volume.Text("configMap", "name"), volume.Text("secret", "secretName"));
        foreach (JsonObject source in volume.Items("projected", "sources"))
        {
            foreach ((string name, byte[] value) in Data(pod, source.Text("configMap", "name"), source.Text("secret", "name")))
            {
                content[name] = value;
            }

            if (source.Map("downwardAPI") is not null)
            {
                foreach (JsonObject item in source.Items("downwardAPI", "items"))
                {
                    content[item.Text("path") ?? ""] = Encoding.UTF8.GetBytes(From(pod, item));
                }
            }
        }

        return content;
    }

    private Dictionary<string, byte[]> Data(JsonObject pod, string? configMap, string? secret)
    {
        Dictionary<string, byte[]> data = new(StringComparer.Ordinal);
        JsonObject? found = configMap is not null ? Find(ConfigMaps, pod.Namespace(), configMap)
            : secret is not null ? Find(Secrets, pod.Namespace(), secret)
            : null;
        foreach ((string name, JsonNode? value) in found.Map("data") ?? [])
        {
            string text = value.AsText() ?? "";
            data[name] = configMap is not null ? Encoding.UTF8.GetBytes(text) : Convert.FromBase64String(text);
        }

        return data;
    }

    private static Dictionary<string, ScriptedAnswer> Scripted(JsonObject pod, string container)
    {
        Dictionary<string, ScriptedAnswer> answers = new(StringComparer.Ordinal);
        foreach ((string command, JsonNode? answer) in ParseMap(PodAnnotations.Read(pod, container, PodAnnotations.Exec)) ?? [])
        {
            answers[command] = answer.AsText() is { } text
                ? new ScriptedAnswer(text)
                : new ScriptedAnswer(answer.Text("stdout") ?? "", answer.Text("stderr") ?? "", answer.Count(0, "exitCode"));
        }

        return answers;
    }

    private JsonObject? Find(string resource, string ns, string name) => operations.Store.Get(new ObjectKey(resource, ns, name))?.Value;

    private static JsonObject? ParseMap(string? json)
    {
        try
        {
            return json is null ? null : JsonText.Parse(Encoding.UTF8.GetBytes(json)) as JsonObject;
        }
        catch (JsonException)
        {
            // A script that cannot be read scripts nothing.
            return null;
        }
    }
}
