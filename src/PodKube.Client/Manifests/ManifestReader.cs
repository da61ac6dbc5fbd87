using System.Text.Json;
using PodKube.Client.Resources;
using PodKube.Client.Yaml;

namespace PodKube.Client.Manifests;

/// <summary>Makes the objects of manifests: of each document, and of each item of a list.</summary>
public static class ManifestReader
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = YamlComposer.MaxDepth };

    /// <summary>Reads the objects of one text, one at a time.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="origin">The file that the text came from, for messages; null when it has no name.</param>
    /// <exception cref="KubeYamlException">The text is not YAML; thrown while enumerating.</exception>
    /// <exception cref="KubeManifestException">A document is no Kubernetes object; thrown while enumerating.</exception>
    public static IEnumerable<KubeObject> Read(string text, string? origin = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        using IEnumerator<YamlDocument> documents = KubeYamlReader.Read(text).GetEnumerator();
        while (MoveNext(documents, origin))
        {
            string place = origin is null
                ? $"The document at line {documents.Current.Line}"
                : $"{origin}: the document at line {documents.Current.Line}";
            foreach (KubeObject item in Expand(documents.Current.Json, place))
            {
                yield return item;
            }
        }
    }

    /// <summary>The object itself, or the items of a list (kind <c>List</c> or <c>PodList</c> and the like).</summary>
    /// <param name="json">One object as JSON in UTF-8.</param>
    /// <param name="place">Where it stands, as a subject that begins a message.</param>
    /// <exception cref="KubeManifestException">It or an item has no <c>apiVersion</c> or no <c>kind</c>, or is no object at all.</exception>
    public static IReadOnlyList<KubeObject> Expand(ReadOnlyMemory<byte> json, string place)
    {
        if (json.Span.TrimStart(" \t\r\n"u8) is not [(byte)'{', ..])
        {
            throw Invalid(place, "is no object");
        }

        KubeObject manifest = new(json);
        RequireType(manifest, place);
        if (!manifest.Kind.EndsWith("List", StringComparison.Ordinal) || !manifest.TryGetField("items", out ReadOnlyMemory<byte> items))
        {
            return [manifest];
        }

        return ExpandItems(items, manifest, place);
    }

    private static List<KubeObject> ExpandItems(ReadOnlyMemory<byte> items, KubeObject list, string place)
    {
        // Items of a typed list need not repeat their type; those of a plain List must have one.
        string kind = list.Kind[..^"List".Length];
        string apiVersion = kind.Length == 0 ? "" : list.ApiVersion;
        List<KubeObject> objects = [];
        using JsonDocument document = JsonDocument.Parse(items, s_options);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
        {
            throw Invalid(place, "is a list whose items are no list");
        }

        foreach (JsonElement item in document.RootElement.EnumerateArray())
        {
            string itemPlace = $"{place}, item {objects.Count}";
            if (item.ValueKind != JsonValueKind.Object)
            {
                throw Invalid(itemPlace, "is no object");
            }

            KubeObject made = new(System.Text.Encoding.UTF8.GetBytes(item.GetRawText()), apiVersion, kind);
            RequireType(made, itemPlace);
            objects.Add(made);
        }

        return objects;
    }

    private static void RequireType(KubeObject manifest, string place)
    {
        if (manifest.ApiVersion.Length == 0)
        {
            throw Invalid(place, "has no apiVersion");
        }

        if (manifest.Kind.Length == 0)
        {
            throw Invalid(place, "has no kind");
        }
    }

    private static bool MoveNext(IEnumerator<YamlDocument> documents, string? origin)
    {
        try
        {
            return documents.MoveNext();
        }
        catch (KubeYamlException exception) when (origin is not null && exception.Origin is null)
        {
            throw exception.In(origin);
        }
    }

    private static KubeManifestException Invalid(string place, string problem) =>
        new(
            KubeManifestException.InvalidManifest,
            $"{place} {problem}.",
            "A Kubernetes object has an apiVersion, a kind and a metadata.name."
        );
}
