using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;

namespace PodKube.Sandbox.Server.Handlers;

/// <summary>Objects and lists cut down to their metadata.</summary>
internal static class PartialMetadata
{
    public static JsonObject Of(JsonObject obj, string version) => new()
    {
        ["kind"] = "PartialObjectMetadata",
        ["apiVersion"] = "meta.k8s.io/" + version,
        ["metadata"] = obj.Metadata().DeepClone(),
    };

    public static JsonObject Of(ListPage page, ResourceKind kind, string version)
    {
        var items = new JsonArray();
        foreach (var item in page.Items)
        {
            items.Add((JsonNode)Of(item.Value, version));
        }

        return new JsonObject
        {
            ["kind"] = "PartialObjectMetadataList",
            ["apiVersion"] = "meta.k8s.io/" + version,
            ["metadata"] = page.Metadata(kind.IsCustom),
            ["items"] = items,
        };
    }
}
