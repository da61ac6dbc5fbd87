using PodKube.Client.Errors;

namespace PodKube.Client.Manifests;

/// <summary>A manifest or kustomization that is read well and cannot be used.</summary>
public sealed class KubeManifestException : KubeException
{
    /// <summary>The reason when a document is no Kubernetes object, or a kustomization says something impossible.</summary>
    public const string InvalidManifest = "InvalidManifest";

    /// <summary>The reason when a kustomization asks for what PodKube does not do.</summary>
    public const string UnsupportedKustomization = "UnsupportedKustomization";

    /// <summary>Makes the failure of one document.</summary>
    /// <param name="reason">One of this class's reasons.</param>
    /// <param name="message">What is wrong and where.</param>
    /// <param name="advice">What the person can do about it.</param>
    public KubeManifestException(string reason, string message, string? advice = null)
        : base(reason, message, advice, null) { }
}
