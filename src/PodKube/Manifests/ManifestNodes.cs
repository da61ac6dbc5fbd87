using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PodKube.Manifests;

/// <summary>The parts that manifests of every kind are made of. What is not given is left out: the server has its defaults.</summary>
internal static class ManifestNodes
{
    private static readonly JsonSerializerOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An object with nothing but its identity.</summary>
    public static JsonObject New(string apiVersion, string kind, ObjectIdentity identity)
    {
        JsonObject metadata = new() { ["name"] = identity.Name };
        AddUnlessEmpty(metadata, "namespace", identity.Namespace);
        AddUnlessEmpty(metadata, "labels", Map(identity.Labels));
        return new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = kind, ["metadata"] = metadata };
    }

    public static JsonArray Texts(IEnumerable<string> items) => new([.. items.Select(static i => (JsonNode)i)]);

    public static JsonObject Map(IEnumerable<KeyValuePair<string, string>> pairs) =>
        new(pairs.Select(static p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value)));

    public static void AddUnlessEmpty(JsonObject target, string name, JsonNode? value)
    {
        if (value is not (null or JsonObject { Count: 0 } or JsonArray { Count: 0 }))
        {
            target[name] = value;
        }
    }

    public static byte[] ToUtf8(JsonNode manifest) => JsonSerializer.SerializeToUtf8Bytes(manifest, s_options);
}
