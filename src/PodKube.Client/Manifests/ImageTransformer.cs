using System.Text.Json.Nodes;

namespace PodKube.Client.Manifests;

/// <summary>Replaces images wherever an object has containers, custom resources included.</summary>
internal static class ImageTransformer
{
    public static void Apply(JsonNode? node, IReadOnlyList<KustomizationImage> images)
    {
        if (images.Count == 0)
        {
            return;
        }

        switch (node)
        {
            case JsonObject map:
                ApplyToFields(map, images);
                break;
            case JsonArray list:
                foreach (JsonNode? item in list)
                {
                    Apply(item, images);
                }

                break;
        }
    }

    private static void ApplyToFields(JsonObject map, IReadOnlyList<KustomizationImage> images)
    {
        foreach ((string name, JsonNode? value) in map)
        {
            if (name is "containers" or "initContainers")
            {
                foreach (JsonObject container in map.Items(name))
                {
                    Replace(container, images);
                }
            }

            Apply(value, images);
        }
    }

    private static void Replace(JsonObject container, IReadOnlyList<KustomizationImage> images)
    {
        string image = container.Text("image");
        foreach (KustomizationImage replacement in images)
        {
            if (image.Length > 0 && replacement.Replace(image) is { } replaced)
            {
                image = replaced;
                container["image"] = replaced;
            }
        }
    }
}
