using System.Text.Json.Nodes;
using PodKube.Sandbox.Aggregation;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server.Discovery;

/// <summary>What the server says of the kinds that it serves.</summary>
internal sealed class DiscoveryDocuments(ResourceOperations operations, ExtensionDiscovery? extensions)
{
    private static readonly string[] s_rootPaths =
        ["/api", "/api/v1", "/apis", "/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/openid/v1/jwks", "/readyz", "/version"];

    public static JsonObject Versions(string address) => new()
    {
        ["kind"] = "APIVersions",
        ["versions"] = new JsonArray("v1"),
        ["serverAddressByClientCIDRs"] = new JsonArray(new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = address }),
    };

    public JsonObject RootPaths()
    {
        var paths = s_rootPaths.Concat(ServedGroups().Select(group => "/apis/" + group.Name))
            .Concat(ServedGroups().SelectMany(group => group.Versions.Select(version => $"/apis/{group.Name}/{version}")))
            .Order(StringComparer.Ordinal);
        return new JsonObject { ["paths"] = new JsonArray([.. paths.Select(path => (JsonNode)path)]) };
    }

    public JsonObject Groups()
    {
        var groups = new JsonArray();
        foreach (var (name, versions) in ServedGroups())
        {
            groups.Add((JsonNode)GroupEntry(name, versions));
        }

        return new JsonObject { ["kind"] = "APIGroupList", ["apiVersion"] = "v1", ["groups"] = groups };
    }

    /// <summary>One group; null where it is not served.</summary>
    public JsonObject? Group(string name)
    {
        var group = ServedGroups().FirstOrDefault(group => group.Name == name);
        if (group.Name is null)
        {
            return null;
        }

        var document = new JsonObject { ["kind"] = "APIGroup", ["apiVersion"] = "v1" };
        foreach (var (member, value) in GroupEntry(group.Name, group.Versions).ToList())
        {
            document[member] = value!.DeepClone();
        }

        return document;
    }

    /// <summary>The resources of one group version; null where it is not served.</summary>
    public JsonObject? Resources(string group, string version)
    {
        var kinds = KindsOf(group, version);
        if (kinds.Count == 0)
        {
            return null;
        }

        var resources = new JsonArray();
        foreach (var kind in kinds)
        {
            resources.Add((JsonNode)ResourceEntry(kind));
            foreach (var subresource in kind.Subresources)
            {
                resources.Add((JsonNode)SubresourceEntry(kind, subresource));
            }
        }

        var document = new JsonObject { ["kind"] = "APIResourceList" };
        if (group.Length > 0)
        {
            // The core group's list has none, for the sake of old clients.
            document["apiVersion"] = "v1";
        }

        document["groupVersion"] = kinds[0].ApiVersion;
        document["resources"] = resources;
        return document;
    }

    public JsonObject Aggregated(bool core)
    {
        var items = new JsonArray();
        foreach (var (name, versions) in core ? [("", ["v1"])] : ServedGroups())
        {
            var entries = new JsonArray();
            foreach (var version in versions)
            {
                if (KindsOf(name, version) is { Count: > 0 } kinds)
                {
                    entries.Add((JsonNode)AggregatedVersion(version, kinds));
                }
                else if (extensions?.Find(name, version) is { } extension)
                {
                    entries.Add((JsonNode)extension);
                }
            }

            if (entries.Count > 0)
            {
                items.Add((JsonNode)new JsonObject
                {
                    ["metadata"] = name.Length == 0 ? new JsonObject() : new JsonObject { ["name"] = name },
                    ["versions"] = entries,
                });
            }
        }

        return new JsonObject
        {
            ["kind"] = "APIGroupDiscoveryList",
            ["apiVersion"] = "apidiscovery.k8s.io/v2",
            ["metadata"] = new JsonObject(),
            ["items"] = items,
        };
    }

    /// <summary>Every group but the core one, with its versions, the preferred one first: kinds that are registered, and groups of extension servers.</summary>
    private List<(string Name, List<string> Versions)> ServedGroups()
    {
        var groups = new List<(string Name, List<string> Versions)>();
        foreach (var kind in operations.Kinds.All)
        {
            if (kind.Group.Length > 0)
            {
                Add(groups, kind.Group, kind.Version);
            }
        }

        foreach (var service in operations.Store.List("apiservices.apiregistration.k8s.io").Items)
        {
            if (service.Value.GetObject("spec") is { } spec && spec.GetObject("service") is not null)
            {
                Add(groups, spec.GetText("group") ?? "", spec.GetText("version") ?? "");
            }
        }

        return groups;
    }

    private static void Add(List<(string Name, List<string> Versions)> groups, string group, string version)
    {
        var index = groups.FindIndex(entry => entry.Name == group);
        if (index < 0)
        {
            groups.Add((group, [version]));
        }
        else if (!groups[index].Versions.Contains(version))
        {
            groups[index].Versions.Add(version);
        }
    }

    private List<ResourceKind> KindsOf(string group, string version) =>
        [.. operations.Kinds.All.Where(kind => kind.Group == group && kind.Version == version).OrderBy(kind => kind.Plural, StringComparer.Ordinal)];

    private static JsonObject GroupEntry(string name, List<string> versions)
    {
        var entries = new JsonArray();
        foreach (var version in versions)
        {
            entries.Add((JsonNode)VersionEntry(name, version));
        }

        return new JsonObject { ["name"] = name, ["versions"] = entries, ["preferredVersion"] = VersionEntry(name, versions[0]) };
    }

    private static JsonObject VersionEntry(string group, string version) =>
        new() { ["groupVersion"] = group + "/" + version, ["version"] = version };

    private static JsonObject ResourceEntry(ResourceKind kind)
    {
        var entry = new JsonObject
        {
            ["name"] = kind.Plural,
            ["singularName"] = kind.Singular,
            ["namespaced"] = kind.Namespaced,
            ["kind"] = kind.Kind,
            ["verbs"] = Texts(kind.IsCustom ? CustomOrder(kind.Verbs) : kind.Verbs),
        };
        if (kind.ShortNames.Count > 0)
        {
            entry["shortNames"] = Texts(kind.ShortNames);
        }

        if (kind.Categories.Count > 0)
        {
            entry["categories"] = Texts(kind.Categories);
        }

        if (kind.IsStored)
        {
            entry["storageVersionHash"] = kind.StorageVersionHash;
        }

        return entry;
    }

    /// <summary>Custom resources list the same verbs in another order.</summary>
    private static IEnumerable<string> CustomOrder(IReadOnlyList<string> verbs) =>
        verbs.Count == 8 ? ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"] : verbs;

    private static JsonObject SubresourceEntry(ResourceKind kind, Subresource subresource)
    {
        var entry = new JsonObject
        {
            ["name"] = kind.Plural + "/" + subresource.Name,
            ["singularName"] = "",
            ["namespaced"] = kind.Namespaced,
        };
        if (subresource.Group is not null)
        {
            entry["group"] = subresource.Group;
            entry["version"] = subresource.Version;
        }

        entry["kind"] = subresource.Kind;
        entry["verbs"] = Texts(subresource.Verbs);
        return entry;
    }

    private static JsonObject AggregatedVersion(string version, List<ResourceKind> kinds)
    {
        var resources = new JsonArray();
        foreach (var kind in kinds)
        {
            var entry = new JsonObject
            {
                ["resource"] = kind.Plural,
                ["responseKind"] = kind.IsCustom ? ResponseKind(kind.Group, kind.Version, kind.Kind) : ResponseKind("", "", kind.Kind),
                ["scope"] = kind.Namespaced ? "Namespaced" : "Cluster",
                ["singularResource"] = kind.Singular,
                ["verbs"] = Texts(kind.Verbs),
            };
            AddIfAny(entry, "shortNames", kind.ShortNames);
            AddIfAny(entry, "categories", kind.Categories);
            if (kind.Subresources.Count > 0)
            {
                entry["subresources"] = new JsonArray([.. kind.Subresources.Select(subresource => (JsonNode)new JsonObject
                {
                    ["subresource"] = subresource.Name,
                    ["responseKind"] = ResponseKind(subresource.Group ?? "", subresource.Version ?? "", subresource.Kind),
                    ["verbs"] = Texts(subresource.Verbs),
                })]);
            }

            resources.Add((JsonNode)entry);
        }

        return new JsonObject { ["version"] = version, ["resources"] = resources, ["freshness"] = "Current" };
    }

    private static void AddIfAny(JsonObject entry, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            entry[name] = Texts(values);
        }
    }

    private static JsonObject ResponseKind(string group, string version, string kind) =>
        new() { ["group"] = group, ["version"] = version, ["kind"] = kind };

    private static JsonArray Texts(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode)value)]);
}
