using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Access;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Aggregation;

/// <summary>What extension servers last said of their resources, in the form of aggregated discovery.</summary>
internal sealed class ExtensionDiscovery(ObjectStore store)
{
    private readonly ConcurrentDictionary<(string Group, string Version), JsonArray> _resources = new();

    public void Update(string group, string version, JsonObject resourceList) => _resources[(group, version)] = Convert(resourceList, group, version);

    public void Forget(string group, string version) => _resources.TryRemove((group, version), out _);

    /// <summary>The entry of a version that an extension server serves, stale where it cannot be reached now; null for any other version.</summary>
    public JsonObject? Find(string group, string version)
    {
        if (store.Get(new ObjectKey(LocalApiServices.Resource, "", $"{version}.{group}")) is not { } apiService
            || ExtensionTarget.Of(apiService.Value) is null)
        {
            return null;
        }

        var entry = new JsonObject { ["version"] = version };
        if (_resources.TryGetValue((group, version), out var resources))
        {
            entry["resources"] = resources.DeepClone();
        }

        entry["freshness"] = AvailableCondition.Read(apiService.Value) ? "Current" : "Stale";
        return entry;
    }

    private static JsonArray Convert(JsonObject list, string group, string version)
    {
        var converted = new JsonArray();
        var byName = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var resource in list.GetArray("resources").Objects())
        {
            var name = resource.TextOrEmpty("name");
            var slash = name.IndexOf('/', StringComparison.Ordinal);
            if (slash < 0)
            {
                byName[name] = Entry(resource, group, version);
                converted.Add((JsonNode)byName[name]);
            }
            else if (byName.TryGetValue(name[..slash], out var parent))
            {
                parent.EnsureArray("subresources").Add((JsonNode)new JsonObject
                {
                    ["subresource"] = name[(slash + 1)..],
                    ["responseKind"] = ResponseKind(resource, group, version),
                    ["verbs"] = resource.GetTexts("verbs").ToJson(),
                });
            }
        }

        return converted;
    }

    private static JsonObject Entry(JsonObject resource, string group, string version)
    {
        var entry = new JsonObject
        {
            ["resource"] = resource.TextOrEmpty("name"),
            ["responseKind"] = ResponseKind(resource, group, version),
            ["scope"] = resource.GetBool("namespaced") == true ? "Namespaced" : "Cluster",
            ["singularResource"] = resource.TextOrEmpty("singularName"),
            ["verbs"] = resource.GetTexts("verbs").ToJson(),
        };
        foreach (var list in (ReadOnlySpan<string>)["shortNames", "categories"])
        {
            if (resource.GetTexts(list) is { IsEmpty: false } names)
            {
                entry[list] = names.ToJson();
            }
        }

        return entry;
    }

    private static JsonObject ResponseKind(JsonObject resource, string group, string version) => new()
    {
        ["group"] = resource.GetText("group") ?? group,
        ["version"] = resource.GetText("version") ?? version,
        ["kind"] = resource.TextOrEmpty("kind"),
    };
}
