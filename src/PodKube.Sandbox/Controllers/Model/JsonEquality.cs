using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Model;

/// <summary>
/// Whether two trees mean the same. <see cref="JsonNode.DeepEquals"/> takes an int and a long of the same value for different before .NET 9, and
/// controllers that saw a difference there would write for ever.
/// </summary>
internal static class JsonEquality
{
    public static bool Same(JsonNode? left, JsonNode? right) => (left, right) switch
    {
        (null, null) => true,
        (JsonObject one, JsonObject other) => SameMembers(one, other),
        (JsonArray one, JsonArray other) => one.Count == other.Count && one.Zip(other).All(pair => Same(pair.First, pair.Second)),
        (JsonValue one, JsonValue other) => one.AsLong() is { } number ? other.AsLong() == number : JsonNode.DeepEquals(one, other),
        _ => false,
    };

    private static bool SameMembers(JsonObject one, JsonObject other) =>
        one.Count == other.Count && one.All(member => other.TryGetPropertyValue(member.Key, out JsonNode? value) && Same(member.Value, value));
}
