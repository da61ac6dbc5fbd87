using System.Globalization;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Model;

/// <summary>
/// Reads fields of API objects by path. A missing field, a field of another type and a null are all "not there":
/// controllers meet objects of every shape (custom defaults, old clients) and must not fail over one of them.
/// </summary>
internal static class JsonReading
{
    /// <summary>The string at the path, or null.</summary>
    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>The whole number at the path, or null.</summary>
    public static long? Number(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path).AsLong();

    /// <summary>The whole number at the path as an int (clamped), or <paramref name="fallback"/>.</summary>
    public static int Count(this JsonNode? node, int fallback, params ReadOnlySpan<string> path) =>
        node.At(path).AsLong() is { } number
            ? (int)Math.Clamp(number, int.MinValue, int.MaxValue)
            : fallback;

    /// <summary>True where the path holds the JSON value <c>true</c>.</summary>
    public static bool Flag(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue(out bool flag) && flag;

    /// <summary>The object at the path, or null.</summary>
    public static JsonObject? Map(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) as JsonObject;

    /// <summary>The objects of the array at the path; nothing where there is no array.</summary>
    public static IEnumerable<JsonObject> Items(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray array ? array.OfType<JsonObject>() : [];

    /// <summary>The strings of the array at the path; nothing where there is no array.</summary>
    public static IEnumerable<string> Texts(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray array ? array.Select(item => item.Text()).OfType<string>() : [];

    /// <summary>The time at the path (RFC 3339), or null.</summary>
    public static DateTimeOffset? Time(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.Text(path) is { } text &&
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : null;

    /// <summary>The first condition of the given type in <c>status.conditions</c>, or null.</summary>
    public static JsonObject? Condition(this JsonNode? node, string type)
    {
        if (node.At("status", "conditions") is JsonArray conditions)
        {
            foreach (JsonNode? item in conditions)
            {
                if (item.Text("type") == type)
                {
                    return item as JsonObject;
                }
            }
        }

        return null;
    }

    public static string? Annotation(this JsonNode? item, string name) => item.Text("metadata", "annotations", name);

    public static string? Label(this JsonNode? item, string name) => item.Text("metadata", "labels", name);
}
