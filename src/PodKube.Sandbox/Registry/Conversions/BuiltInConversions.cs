using System.Text.Json.Nodes;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry.Conversions;

/// <summary>The built-in kinds that are served in several versions or groups.</summary>
internal static class BuiltInConversions
{
    public static KindConversion? Find(string group, string version, string kind) => (group, version, kind) switch
    {
        ("autoscaling", "v1", "HorizontalPodAutoscaler") =>
            new KindConversion("horizontalpodautoscalers.autoscaling", AutoscalerConversion.ToV1, AutoscalerConversion.ToV2),
        ("events.k8s.io", "v1", "Event") => new KindConversion("events", EventConversion.FromCore, EventConversion.ToCore),
        _ => null,
    };

    /// <summary>Versions of a custom resource differ in their apiVersion alone (conversion strategy None).</summary>
    public static KindConversion? OfCustom(string group, string version, string storageVersion, string resource) => version == storageVersion
        ? null
        : new KindConversion(resource, WithVersion(ApiErrors.ApiVersion(group, version)), WithVersion(ApiErrors.ApiVersion(group, storageVersion)));

    private static Func<JsonObject, JsonObject> WithVersion(string apiVersion) => obj =>
    {
        obj["apiVersion"] = apiVersion;
        return obj;
    };

    /// <summary>Moves a member to another name; nothing where it is missing.</summary>
    public static void Rename(JsonObject obj, string from, string to)
    {
        if (obj.ContainsKey(from))
        {
            var value = obj[from];
            obj.Remove(from);
            obj[to] = value;
        }
    }
}
