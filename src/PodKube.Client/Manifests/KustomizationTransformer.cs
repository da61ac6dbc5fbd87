using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PodKube.Client.Resources;
using PodKube.Client.Yaml;

namespace PodKube.Client.Manifests;

/// <summary>Changes the objects of a kustomization as it asks: namespace, labels, images, and the order of creation.</summary>
/// <remarks>What it does was compared with <c>kubectl kustomize</c>; the order of fields stays that of the manifests.</remarks>
public static class KustomizationTransformer
{
    private static readonly JsonDocumentOptions s_readOptions = new() { MaxDepth = YamlComposer.MaxDepth };

    private static readonly JsonWriterOptions s_writeOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = YamlComposer.MaxDepth,
    };

    /// <summary>Applies a kustomization to all objects of its resources.</summary>
    /// <param name="kustomization">What to do.</param>
    /// <param name="objects">The objects; they are not changed.</param>
    /// <param name="isNamespaced">Whether a kind (apiVersion, kind) belongs to a namespace; null knows Kubernetes' own kinds and takes all others
    /// for namespaced.</param>
    /// <returns>The changed objects, in the order of creation.</returns>
    public static IReadOnlyList<KubeObject> Apply(
        Kustomization kustomization,
        IEnumerable<KubeObject> objects,
        Func<string, string, bool>? isNamespaced = null
    )
    {
        ArgumentNullException.ThrowIfNull(kustomization);
        JsonObject[] nodes = [.. objects.Select(Parse)];
        if (kustomization.Namespace is { } name)
        {
            new NamespaceTransformer(name, isNamespaced ?? ((apiVersion, kind) => !ClusterScopedKinds.Contains(apiVersion, kind))).Apply(
                nodes
            );
        }

        foreach (JsonObject node in nodes)
        {
            foreach (KustomizationLabels labels in kustomization.Labels)
            {
                LabelTransformer.Apply(node, labels);
            }

            ImageTransformer.Apply(node, kustomization.Images);
        }

        return [.. KindOrder.ForCreation(nodes.Select(Write))];
    }

    private static JsonObject Parse(KubeObject source) => JsonNode.Parse(source.ToUtf8Json(), documentOptions: s_readOptions)!.AsObject();

    private static KubeObject Write(JsonObject node)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, s_writeOptions))
        {
            node.WriteTo(writer);
        }

        return new KubeObject(buffer.WrittenMemory);
    }
}
