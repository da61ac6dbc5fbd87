using System.Text.Json;
using System.Text.Json.Nodes;

namespace PodKube.Client.Manifests;

/// <summary>Ways into a manifest whose fields may be missing or of another type than expected.</summary>
internal static class ManifestNode
{
    /// <summary>The text of a field; empty when it is missing or no text.</summary>
    public static string Text(this JsonObject node, string field) =>
        node.TryGetPropertyValue(field, out JsonNode? value) && value is JsonValue text && text.GetValueKind() == JsonValueKind.String
            ? text.GetValue<string>()
            : "";

    /// <summary>The object at a path; null where there is none.</summary>
    public static JsonObject? Find(this JsonObject node, params ReadOnlySpan<string> path)
    {
        JsonObject? found = node;
        foreach (string field in path)
        {
            found = found?[field] as JsonObject;
        }

        return found;
    }

    /// <summary>The object at a path, made where it is missing; null where something else is in the way.</summary>
    public static JsonObject? FindOrAdd(this JsonObject node, params ReadOnlySpan<string> path)
    {
        JsonObject found = node;
        foreach (string field in path)
        {
            found[field] ??= new JsonObject();
            if (found[field] is not JsonObject next)
            {
                return null;
            }

            found = next;
        }

        return found;
    }

    /// <summary>The objects of a list; none when the field is missing or no list.</summary>
    public static IEnumerable<JsonObject> Items(this JsonObject? node, string field) =>
        (node?[field] as JsonArray)?.OfType<JsonObject>() ?? [];
}
