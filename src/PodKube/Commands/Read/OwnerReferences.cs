using System.Text.Json;
using PodKube.Client.Resources;

namespace PodKube.Commands;

/// <summary>Reads who owns an object, from its bytes.</summary>
internal static class OwnerReferences
{
    public static bool Contains(KubeObject item, string uid)
    {
        if (!item.TryGetField("metadata", out ReadOnlyMemory<byte> metadata))
        {
            return false;
        }

        using JsonDocument document = JsonDocument.Parse(metadata);
        return document.RootElement.TryGetProperty("ownerReferences", out JsonElement owners)
            && owners.ValueKind == JsonValueKind.Array
            && owners.EnumerateArray().Any(o => o.TryGetProperty("uid", out JsonElement owner) && owner.ValueEquals(uid));
    }
}
