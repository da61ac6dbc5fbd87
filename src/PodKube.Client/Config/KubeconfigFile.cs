using System.Text.Json;
using PodKube.Client.Errors;
using PodKube.Client.Yaml;

namespace PodKube.Client.Config;

/// <summary>One kubeconfig file, read. YamlDotNet is loaded only when this really happens.</summary>
internal sealed class KubeconfigFile
{
    private readonly JsonElement _root;

    private KubeconfigFile(string path, JsonElement root)
    {
        Path = path;
        _root = root;
    }

    internal string Path { get; }

    internal string? CurrentContext => KubeconfigEntry.TextOf(_root, "current-context");

    internal IEnumerable<string> ContextNames => Entries("contexts").Select(e => KubeconfigEntry.TextOf(e, "name")).OfType<string>();

    internal static KubeconfigFile Read(IFileSystem files, string path)
    {
        try
        {
            YamlDocument? first = KubeYamlReader.Read(files.ReadAllBytes(path)).FirstOrDefault();
            if (first is null)
            {
                return new KubeconfigFile(path, default);
            }

            using JsonDocument document = JsonDocument.Parse(first.Json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new KubeconfigFile(path, document.RootElement.Clone())
                : throw new KubeConfigException(ErrorReason.KubeconfigInvalid, $"{path} is no kubeconfig file: it holds no map.");
        }
        catch (KubeYamlException e)
        {
            throw new KubeConfigException(ErrorReason.KubeconfigInvalid, $"{path} is not valid YAML: {e.Message}", e.Advice ?? "Correct the file.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KubeConfigException(
                ErrorReason.KubeconfigInvalid, $"{path} cannot be read: {e.Message}", "Check the path, and that this user may read the file.", e);
        }
    }

    /// <summary>The content of the entry <paramref name="name"/> in <c>clusters</c>, <c>users</c> or <c>contexts</c>.</summary>
    internal KubeconfigEntry? Find(string list, string field, string name)
    {
        foreach (JsonElement entry in Entries(list))
        {
            if (KubeconfigEntry.TextOf(entry, "name") == name)
            {
                return new KubeconfigEntry(this, KubeconfigEntry.ChildOf(entry, field), $"{field} '{name}'");
            }
        }

        return null;
    }

    /// <summary>A path in this file: relative ones are relative to the file.</summary>
    internal string Resolve(string path) => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path) ?? "", path);

    private IEnumerable<JsonElement> Entries(string list) => KubeconfigEntry.ItemsOf(_root, list);
}
