namespace PodKube.Client.Manifests;

/// <summary>What a <c>kustomization.yaml</c> asks for, as far as PodKube does it.</summary>
/// <remarks>https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/</remarks>
public sealed class Kustomization
{
    /// <summary>The names that the file may have in its folder, in the order in which they are looked for.</summary>
    public static IReadOnlyList<string> FileNames { get; } = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

    /// <summary>Files and folders with manifests, relative to the folder of the kustomization.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>The namespace that every namespaced object gets; null leaves them where they are.</summary>
    public string? Namespace { get; init; }

    /// <summary>Labels that every object gets.</summary>
    public IReadOnlyList<KustomizationLabels> Labels { get; init; } = [];

    /// <summary>Images to replace.</summary>
    public IReadOnlyList<KustomizationImage> Images { get; init; } = [];
}
