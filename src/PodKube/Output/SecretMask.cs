using System.Text;
using System.Text.Json.Nodes;
using PodKube.Client.Manifests;
using PodKube.Objects;

namespace PodKube;

/// <summary>Hides the values of Secrets before they are shown; whether they differ can still be seen.</summary>
internal static class SecretMask
{
    private static readonly string[] s_maps = ["data", "stringData"];

    public static (byte[] Before, byte[] After) Apply(string apiVersion, string kind, ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after)
    {
        if (apiVersion != "v1" || kind != "Secret")
        {
            return (before.ToArray(), after.ToArray());
        }

        JsonObject? left = Parse(before);
        JsonObject? right = Parse(after);
        foreach (string map in s_maps)
        {
            Mask(left?[map] as JsonObject, right?[map] as JsonObject);
        }

        return (Write(left), Write(right));
    }

    private static void Mask(JsonObject? before, JsonObject? after)
    {
        foreach (string key in Keys(before).Union(Keys(after)).ToArray())
        {
            bool same = before?[key]?.ToJsonString() == after?[key]?.ToJsonString();
            Hide(before, key, same ? "***" : "*** (before)");
            Hide(after, key, same ? "***" : "*** (after)");
        }
    }

    private static IEnumerable<string> Keys(JsonObject? map) => map?.Select(static field => field.Key) ?? [];

    private static void Hide(JsonObject? map, string key, string mask)
    {
        if (map?.ContainsKey(key) == true)
        {
            map[key] = mask;
        }
    }

    // kubectl keeps the values a second time in its annotation.
    private static JsonObject? Parse(ReadOnlyMemory<byte> json) => json.IsEmpty
        ? null
        : JsonNode.Parse(ServerFieldRemover.Remove(json, ServerFields.LastApplied), documentOptions: new() { MaxDepth = JsonValueReader.MaxDepth })!.AsObject();

    private static byte[] Write(JsonObject? item) => item is null ? [] : Encoding.UTF8.GetBytes(item.ToJsonString(new() { MaxDepth = JsonValueReader.MaxDepth }));
}
