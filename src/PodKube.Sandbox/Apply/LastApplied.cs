using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Schemas;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Apply;

/// <summary>
/// The hand-over from kubectl's client-side apply to its server-side apply, which the API server eases by the annotation of the former:
/// https://kubernetes.io/docs/reference/using-api/server-side-apply/#upgrading-from-client-side-apply-to-server-side-apply
/// </summary>
internal static class LastApplied
{
    /// <summary>The only manager to which this applies.</summary>
    public const string Manager = "kubectl";

    private const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>The fields that client-side apply set and nobody has changed since: their conflicts are forced.</summary>
    public static FieldSet Untouched(TypeSchema schema, JsonObject live)
    {
        if (Read(live) is not { } former)
        {
            return new FieldSet();
        }

        var comparison = Comparison.Of(schema, former, live);
        return AppliedFields.Of(schema, former).Difference(comparison.Modified.Union(comparison.Added).Union(comparison.Removed));
    }

    /// <summary>Where the object carries the annotation, it is to say what was applied now, so that client-side apply may come back.</summary>
    public static void Renew(JsonObject obj, JsonObject configuration)
    {
        if (string.IsNullOrEmpty(obj.Annotations().GetText(Annotation)))
        {
            return;
        }

        var applied = (JsonObject)Sorted(configuration)!;
        applied.GetObject("metadata")?.Remove("managedFields");
        applied.GetObject("metadata").GetObject("annotations")?.Remove(Annotation);
        obj.Annotations()![Annotation] = JsonText.WriteString(applied) + "\n";
    }

    private static JsonObject? Read(JsonObject live)
    {
        try
        {
            return live.Annotations().GetText(Annotation) is { Length: > 0 } text ? JsonText.Parse(Encoding.UTF8.GetBytes(text)) as JsonObject : null;
        }
        catch (JsonException)
        {
            // Somebody wrote something else there: then nothing is known.
            return null;
        }
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
