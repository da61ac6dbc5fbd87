using System.Text.Json;
using PodKube.Client.Http;
using PodKube.Client.Requests;
using PodKube.Client.Resources;

namespace PodKube.Completion;

/// <summary>The names of the objects of a kind: one page, and of each object its metadata only.</summary>
internal static class ObjectNames
{
    private const string MetadataOnly = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";

    public static async Task<IReadOnlyList<CompletionItem>> FindAsync(
        KubeSession session, ApiResource resource, string? place, string prefix, CancellationToken cancellationToken)
    {
        ListOptions options = new() { Namespace = resource.Namespaced ? place : null };
        KubeRequest request = ResourceRequests.List(resource, options) with { Accept = MetadataOnly };
        using KubeResponse response = await session.Client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        using JsonDocument page = JsonDocument.Parse(await response.ReadAsBytesAsync(cancellationToken).ConfigureAwait(false));
        return
        [
            .. page.RootElement.GetProperty("items").EnumerateArray()
                .Select(static item => item.GetProperty("metadata"))
                .Select(static metadata => (Name: Text(metadata, "name"), Namespace: Text(metadata, "namespace")))
                .Where(found => found.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                .OrderBy(static found => found.Name, StringComparer.Ordinal)
                .Select(found => new CompletionItem(found.Name, Describe(resource, found.Namespace, found.Name))),
        ];
    }

    private static string Describe(ApiResource resource, string place, string name) =>
        place.Length == 0 ? $"{resource.Kind} {name}" : $"{resource.Kind} {place}/{name}";

    private static string Text(JsonElement metadata, string field) =>
        metadata.TryGetProperty(field, out JsonElement text) ? text.GetString() ?? "" : "";
}
