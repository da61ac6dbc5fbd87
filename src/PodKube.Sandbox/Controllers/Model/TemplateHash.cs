using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Model;

/// <summary>
/// A short stable hash of a pod template, for <c>pod-template-hash</c> and <c>controller-revision-hash</c>.
/// The shape is that of a cluster (FNV-1a, 32 bits, safe alphabet); the value differs, because a cluster hashes the printed
/// Go structures of its own version, and nobody may rely on it.
/// </summary>
internal static class TemplateHash
{
    /// <summary>The hash of the template; <paramref name="collisionCount"/> makes another one after a name clash.</summary>
    public static string Compute(JsonNode? template, int? collisionCount = null)
    {
        uint hash = 2166136261;
        foreach (byte part in JsonText.Write(Canonical(template)))
        {
            hash = unchecked((hash ^ part) * 16777619);
        }

        for (int rest = collisionCount ?? 0, i = 0; collisionCount is not null && i < 4; i++, rest >>= 8)
        {
            hash = unchecked((hash ^ (uint)(rest & 0xff)) * 16777619);
        }

        return NameSuffix.Encode(hash);
    }

    // Field order must not matter: two clients may send the same template in different order.
    private static JsonNode? Canonical(JsonNode? node) => node switch
    {
        JsonObject item => new JsonObject(item
            .OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => KeyValuePair.Create(field.Key, Canonical(field.Value)))),
        JsonArray array => new JsonArray([.. array.Select(Canonical)]),
        null => null,
        _ => node.DeepClone(),
    };
}
