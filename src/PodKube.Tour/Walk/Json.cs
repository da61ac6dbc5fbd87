using System.Text.Json;
using PodKube.Client.Resources;

namespace PodKube.Tour.Walk;

/// <summary>Reads single fields of objects.</summary>
internal static class Json
{
    /// <summary>The field at a path of names, or null where any of them is missing.</summary>
    public static JsonElement? Find(KubeObject item, params string[] path)
    {
        using var document = JsonDocument.Parse(item.Json);
        var element = document.RootElement;
        foreach (string name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.Clone();
    }

    public static string Text(KubeObject item, params string[] path) => Find(item, path)?.ToString() ?? "";
}
