namespace PodKube.Client.Manifests;

/// <summary>An image to replace.</summary>
/// <param name="Name">The image's name without tag and digest, as the manifests have it.</param>
/// <param name="NewName">The name to use instead; null keeps it.</param>
/// <param name="NewTag">The tag to use instead.</param>
/// <param name="Digest">The digest to use instead of a tag.</param>
public sealed record KustomizationImage(string Name, string? NewName, string? NewTag, string? Digest)
{
    /// <summary>The image that takes the place of another; null when the other is not meant.</summary>
    public string? Replace(string image)
    {
        ArgumentNullException.ThrowIfNull(image);
        (string name, string suffix) = Split(image);
        if (name != Name)
        {
            return null;
        }

        string replaced = (NewTag, Digest) switch
        {
            (null, null) => suffix,
            (null, string digest) => "@" + digest,
            (string tag, null) => ":" + tag,
            (string tag, string digest) => $":{tag}@{digest}",
        };
        return (NewName ?? name) + replaced;
    }

    // A colon before the last slash belongs to a registry's port.
    private static (string Name, string Suffix) Split(string image)
    {
        int digest = image.IndexOf('@');
        int end = digest < 0 ? image.Length : digest;
        int tag = image.LastIndexOf(':', end - 1, end - 1 - Math.Max(image.LastIndexOf('/', end - 1), 0));
        int cut = tag < 0 ? end : tag;
        return (image[..cut], image[cut..]);
    }
}
