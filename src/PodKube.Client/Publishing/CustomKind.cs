using System.Text.Json;
using PodKube.Client.Resources;
using PodKube.Client.Yaml;

namespace PodKube.Client.Publishing;

/// <summary>The kind that a CustomResourceDefinition defines.</summary>
internal sealed record CustomKind(string Group, string Kind)
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = YamlComposer.MaxDepth };

    /// <summary>Reads a definition; null when it does not say.</summary>
    internal static CustomKind? Of(KubeObject definition)
    {
        if (!definition.TryGetField("spec", out ReadOnlyMemory<byte> json))
        {
            return null;
        }

        using JsonDocument spec = JsonDocument.Parse(json, s_options);
        string? group = Text(spec.RootElement, "group");
        string? kind = spec.RootElement.ValueKind == JsonValueKind.Object && spec.RootElement.TryGetProperty("names", out JsonElement names) ? Text(names, "kind") : null;
        return group is null || kind is null ? null : new CustomKind(group, kind);
    }

    internal bool Is(KubeObject item) => Is(item.ApiVersion, item.Kind);

    internal bool Is(string apiVersion, string kind) => kind == Kind && apiVersion.StartsWith(Group + "/", StringComparison.Ordinal);

    private static string? Text(JsonElement parent, string field) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(field, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
