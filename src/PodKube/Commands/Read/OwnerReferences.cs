using System.Text.Json;
using PodKube.Client.Resources;

namespace PodKube.Commands;

/// <summary>Reads who owns an object, from its bytes.</summary>
internal static class OwnerReferences
{
    public static bool Contains(KubeObject item, string uid) => Read(item, owners => owners.Any(o => Text(o, "uid") == uid));

    /// <summary>What made the object and makes it again when it is gone; null when nothing does.</summary>
    public static ObjectReference? ControllerOf(KubeObject item) => Read(item, owners => owners
        .Where(static o => o.TryGetProperty("controller", out JsonElement controller) && controller.ValueKind == JsonValueKind.True)
        .Select(o => new ObjectReference(Text(o, "apiVersion"), Text(o, "kind"), item.Namespace, Text(o, "name"), Text(o, "uid"), null))
        .FirstOrDefault());

    private static T? Read<T>(KubeObject item, Func<IEnumerable<JsonElement>, T?> find)
    {
        if (!item.TryGetField("metadata", out ReadOnlyMemory<byte> metadata))
        {
            return default;
        }

        using JsonDocument document = JsonDocument.Parse(metadata);
        return document.RootElement.TryGetProperty("ownerReferences", out JsonElement owners) && owners.ValueKind == JsonValueKind.Array
            ? find(owners.EnumerateArray())
            : default;
    }

    private static string Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement child) && child.ValueKind == JsonValueKind.String ? child.GetString()! : "";
}
