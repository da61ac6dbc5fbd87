using System.Text.Json;

namespace PodKube.Client.Resources;

/// <summary>Reads the answers of discovery, aggregated and plain.</summary>
internal static class DiscoveryReader
{
    internal static bool IsAggregated(JsonElement root) => Text(root, "kind") == "APIGroupDiscoveryList";

    /// <summary>Reads an APIGroupDiscoveryList.</summary>
    /// <remarks>https://github.com/kubernetes/api/blob/master/apidiscovery/v2/types.go</remarks>
    internal static void ReadAggregated(JsonElement root, List<ApiResource> resources, List<string> incomplete)
    {
        foreach (JsonElement group in Items(root, "items"))
        {
            string name = Text(Child(group, "metadata"), "name");
            foreach (JsonElement version in Items(group, "versions"))
            {
                if (Text(version, "freshness") == "Stale")
                {
                    incomplete.Add($"{name}/{Text(version, "version")}");
                }

                resources.AddRange(Items(version, "resources").Select(r => FromAggregated(name, Text(version, "version"), r)));
            }
        }
    }

    /// <summary>The groups' versions of an APIGroupList, each group's preferred one first.</summary>
    internal static IReadOnlyList<(string Group, string Version)> ReadGroupVersions(JsonElement root)
    {
        List<(string Group, string Version)> versions = [];
        foreach (JsonElement group in Items(root, "groups"))
        {
            string name = Text(group, "name");
            string preferred = Text(Child(group, "preferredVersion"), "version");
            versions.AddRange(Items(group, "versions")
                .Select(v => Text(v, "version"))
                .OrderByDescending(v => v == preferred)
                .Select(v => (name, v)));
        }

        return versions;
    }

    /// <summary>The versions of the core group.</summary>
    internal static IReadOnlyList<(string Group, string Version)> ReadCoreVersions(JsonElement root) =>
        [.. Items(root, "versions").Where(v => v.ValueKind == JsonValueKind.String).Select(v => ("", v.GetString()!))];

    /// <summary>Reads an APIResourceList, subresources under their resource.</summary>
    internal static IReadOnlyList<ApiResource> ReadResources(string group, string version, JsonElement root)
    {
        ILookup<string, ApiSubresource> subresources = Items(root, "resources")
            .Where(r => Text(r, "name").Contains('/', StringComparison.Ordinal))
            .ToLookup(
                r => Text(r, "name").Split('/')[0],
                r => new ApiSubresource(Text(r, "name")[(Text(r, "name").IndexOf('/', StringComparison.Ordinal) + 1)..], Text(r, "kind"), Texts(r, "verbs")));
        return
        [
            .. Items(root, "resources")
                .Where(r => !Text(r, "name").Contains('/', StringComparison.Ordinal))
                .Select(r => new ApiResource
                {
                    Group = group,
                    Version = version,
                    Kind = Text(r, "kind"),
                    Plural = Text(r, "name"),
                    Singular = Text(r, "singularName"),
                    ShortNames = Texts(r, "shortNames"),
                    Categories = Texts(r, "categories"),
                    Namespaced = Child(r, "namespaced").ValueKind == JsonValueKind.True,
                    Verbs = Texts(r, "verbs"),
                    Subresources = [.. subresources[Text(r, "name")]],
                }),
        ];
    }

    private static ApiResource FromAggregated(string group, string version, JsonElement resource) => new()
    {
        Group = group,
        Version = version,
        Kind = Text(Child(resource, "responseKind"), "kind"),
        Plural = Text(resource, "resource"),
        Singular = Text(resource, "singularResource"),
        ShortNames = Texts(resource, "shortNames"),
        Categories = Texts(resource, "categories"),
        Namespaced = Text(resource, "scope") == "Namespaced",
        Verbs = Texts(resource, "verbs"),
        Subresources =
        [
            .. Items(resource, "subresources")
                .Select(s => new ApiSubresource(Text(s, "subresource"), Text(Child(s, "responseKind"), "kind"), Texts(s, "verbs"))),
        ],
    };

    private static IEnumerable<JsonElement> Items(JsonElement parent, string name)
    {
        if (Child(parent, name) is { ValueKind: JsonValueKind.Array } array)
        {
            foreach (JsonElement item in array.EnumerateArray())
            {
                yield return item;
            }
        }
    }

    private static IReadOnlyList<string> Texts(JsonElement parent, string name) =>
        [.. Items(parent, name).Where(t => t.ValueKind == JsonValueKind.String).Select(t => t.GetString()!)];

    private static JsonElement Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement child) ? child : default;

    private static string Text(JsonElement parent, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
}
