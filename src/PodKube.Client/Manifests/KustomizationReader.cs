using System.Text.Json;
using PodKube.Client.Yaml;

namespace PodKube.Client.Manifests;

/// <summary>Reads a <c>kustomization.yaml</c>. What PodKube does not do is refused by name rather than passed over.</summary>
public static class KustomizationReader
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = YamlComposer.MaxDepth };

    /// <summary>Reads one kustomization.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="origin">The file, for messages.</param>
    /// <exception cref="KubeYamlException">The text is not YAML.</exception>
    /// <exception cref="KubeManifestException">It is no kustomization, or asks for what PodKube does not do.</exception>
    public static Kustomization Read(string text, string origin)
    {
        YamlDocument[] documents = ReadDocuments(text, origin);
        if (documents.Length != 1)
        {
            throw Invalid(origin, $"has {documents.Length} documents instead of one");
        }

        using JsonDocument document = JsonDocument.Parse(documents[0].Json, s_options);
        return new Parser(origin).Parse(document.RootElement);
    }

    private static YamlDocument[] ReadDocuments(string text, string origin)
    {
        try
        {
            return [.. KubeYamlReader.Read(text)];
        }
        catch (KubeYamlException exception)
        {
            throw exception.In(origin);
        }
    }

    private static KubeManifestException Invalid(string origin, string problem) =>
        new(KubeManifestException.InvalidManifest, $"{origin} {problem}.");

    private sealed class Parser(string origin)
    {
        public Kustomization Parse(JsonElement root)
        {
            RequireFields(root, "", "apiVersion", "kind", "metadata", "resources", "namespace", "labels", "commonLabels", "images");
            RequireKind(root);
            List<KustomizationLabels> labels = [.. Items(root, "labels").Select(ParseLabels)];
            if (root.TryGetProperty("commonLabels", out JsonElement common))
            {
                labels.Add(new KustomizationLabels(Pairs(common, "commonLabels"), IncludeSelectors: true, IncludeTemplates: true));
            }

            return new Kustomization
            {
                Resources = [.. Items(root, "resources").Select(item => Local(Text(item, "resources")))],
                Namespace = root.TryGetProperty("namespace", out JsonElement space) ? Text(space, "namespace") : null,
                Labels = labels,
                Images = [.. Items(root, "images").Select(ParseImage)],
            };
        }

        private void RequireKind(JsonElement root)
        {
            if (root.TryGetProperty("kind", out JsonElement kind) && Text(kind, "kind") != "Kustomization")
            {
                throw Unsupported($"is of kind {Text(kind, "kind")}");
            }
        }

        private KustomizationLabels ParseLabels(JsonElement item)
        {
            RequireFields(item, "labels.", "pairs", "includeSelectors", "includeTemplates");
            IReadOnlyDictionary<string, string> pairs = item.TryGetProperty("pairs", out JsonElement found)
                ? Pairs(found, "labels.pairs")
                : new Dictionary<string, string>();
            return new KustomizationLabels(pairs, Flag(item, "includeSelectors"), Flag(item, "includeTemplates"));
        }

        private KustomizationImage ParseImage(JsonElement item)
        {
            RequireFields(item, "images.", "name", "newName", "newTag", "digest");
            string name = Optional(item, "name") ?? throw Invalid(origin, "has an image without a name");
            return new KustomizationImage(name, Optional(item, "newName"), Optional(item, "newTag"), Optional(item, "digest"));
        }

        private void RequireFields(JsonElement item, string path, params string[] known)
        {
            if (item.ValueKind != JsonValueKind.Object)
            {
                throw Invalid(origin, $"needs a mapping {(path.Length == 0 ? "at its root" : $"in '{path.TrimEnd('.')}'")}");
            }

            foreach (JsonProperty field in item.EnumerateObject())
            {
                if (!known.Contains(field.Name))
                {
                    throw Unsupported($"asks for '{path}{field.Name}'");
                }
            }
        }

        private JsonElement[] Items(JsonElement root, string name)
        {
            if (!root.TryGetProperty(name, out JsonElement list) || list.ValueKind == JsonValueKind.Null)
            {
                return [];
            }

            return list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : throw Invalid(origin, $"needs a list in '{name}'");
        }

        private Dictionary<string, string> Pairs(JsonElement map, string path)
        {
            if (map.ValueKind != JsonValueKind.Object)
            {
                throw Invalid(origin, $"needs a mapping in '{path}'");
            }

            return map.EnumerateObject()
                .ToDictionary(field => field.Name, field => Text(field.Value, $"{path}.{field.Name}"), StringComparer.Ordinal);
        }

        private string? Optional(JsonElement item, string name) =>
            item.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? Text(value, name) : null;

        private bool Flag(JsonElement item, string name) =>
            item.TryGetProperty(name, out JsonElement value)
            && (
                value.ValueKind is JsonValueKind.True or JsonValueKind.False
                    ? value.GetBoolean()
                    : throw Invalid(origin, $"needs true or false in '{name}'")
            );

        private string Text(JsonElement value, string path) =>
            value.ValueKind == JsonValueKind.String
                ? value.GetString()!
                : throw Invalid(origin, $"needs text in '{path}': quote the value");

        private string Local(string resource) =>
            resource.Contains("://", StringComparison.Ordinal)
            || resource.StartsWith("git@", StringComparison.Ordinal)
            || resource.Contains("?ref=", StringComparison.Ordinal)
                ? throw Unsupported($"takes '{resource}' from the network")
                : resource;

        private KubeManifestException Unsupported(string what) =>
            new(
                KubeManifestException.UnsupportedKustomization,
                $"{origin} {what}, which PodKube does not do.",
                "Build it with 'kubectl kustomize' and publish what comes out."
            );
    }
}
