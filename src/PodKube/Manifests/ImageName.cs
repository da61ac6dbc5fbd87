namespace PodKube.Manifests;

/// <summary>Names of container images.</summary>
internal static class ImageName
{
    /// <summary>The last part of an image's name as a container name: <c>registry:5000/team/my_app:1.2</c> becomes <c>my-app</c>.</summary>
    public static string ToContainerName(string image)
    {
        string last = image[(image.LastIndexOf('/') + 1)..];
        int end = last.IndexOfAny([':', '@']);
#pragma warning disable CA1308 // DNS labels are lower case.
        string name = (end < 0 ? last : last[..end]).ToLowerInvariant();
#pragma warning restore CA1308
        return string.Concat(name.Select(static c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');
    }
}
