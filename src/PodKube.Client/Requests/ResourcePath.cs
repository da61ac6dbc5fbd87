using PodKube.Client.Resources;

namespace PodKube.Client.Requests;

/// <summary>Where a resource lives on the server.</summary>
internal static class ResourcePath
{
    internal static string Make(ApiResource resource, string? @namespace, string? name, string subresource)
    {
        string root = resource.Group.Length == 0 ? $"/api/{Segment(resource.Version)}" : $"/apis/{Segment(resource.Group)}/{Segment(resource.Version)}";
        string place = resource.Namespaced && @namespace is not null ? $"/namespaces/{Segment(@namespace)}" : "";
        string one = name is null ? "" : $"/{Segment(name)}";
        string part = subresource.Length == 0 ? "" : "/" + string.Join('/', subresource.Split('/').Select(Segment));
        return $"{root}{place}/{Segment(resource.Plural)}{one}{part}";
    }

    // The server knows no name with a slash, nor "." and "..": https://github.com/kubernetes/apimachinery/blob/master/pkg/api/validation/path/name.go
    // Escaping alone would not do: HTTP stacks take "." and ".." out of paths even when escaped.
    private static string Segment(string text) =>
        text is "." or ".." || text.AsSpan().IndexOfAny('/', '%') >= 0
            ? throw new ArgumentException($"'{text}' cannot be a name: the API server takes neither '.', '..' nor names with '/' or '%'.")
            : Uri.EscapeDataString(text);
}
