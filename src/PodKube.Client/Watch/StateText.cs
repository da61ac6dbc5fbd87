using System.Text.Json;
using PodKube.Client.Resources;

namespace PodKube.Client.Watch;

/// <summary>Says in one line what an object is doing: whether it ends and what holds it, its phase, its conditions.</summary>
internal static class StateText
{
    internal static string Of(KubeObject item)
    {
        using JsonDocument document = JsonDocument.Parse(item.Json);
        JsonElement metadata = Child(document.RootElement, "metadata");
        JsonElement status = Child(document.RootElement, "status");
        string[] facts =
        [
            .. Text(metadata, "deletionTimestamp") is { } since ? new[] { $"ending since {since}" } : [],
            .. Items(metadata, "finalizers").Select(static f => f.GetString()).ToArray() is { Length: > 0 } holders ? new[] { $"held by {string.Join(", ", holders)}" } : [],
            .. Text(status, "phase") is { } phase ? new[] { $"phase {phase}" } : [],
            .. Items(status, "conditions").Select(static c => $"{Text(c, "type")}={Text(c, "status")}"),
        ];
        return facts.Length == 0 ? $"it is there, at resource version {item.ResourceVersion}" : $"it is there ({string.Join(", ", facts)})";
    }

    private static JsonElement Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement child) ? child : default;

    private static string? Text(JsonElement parent, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement.ArrayEnumerator Items(JsonElement parent, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : default;
}
