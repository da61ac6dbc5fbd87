using PodKube.Client.Resources;
using PodKube.Client.Yaml;

namespace PodKube.Client.Manifests;

/// <summary>Reads the objects of manifest files, of folders of them, and of kustomizations.</summary>
public static class ManifestFiles
{
    private static readonly string[] s_extensions = [".yaml", ".yml", ".json"];

    /// <summary>Reads a file, a folder, or a folder that is a kustomization.</summary>
    /// <param name="path">The path of a file or a folder.</param>
    /// <param name="recurse">Whether folders inside of a folder are read too.</param>
    /// <exception cref="KubeYamlException">A file is not YAML.</exception>
    /// <exception cref="KubeManifestException">A file holds something else than Kubernetes objects, or a kustomization is not possible.</exception>
    /// <exception cref="IOException">A file cannot be read, or is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">A file must not be read.</exception>
    public static IEnumerable<KubeObject> Read(string path, bool recurse = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Directory.Exists(path))
        {
            return IsKustomization(path) ? ReadKustomization(path, []) : ReadFile(path);
        }

        return FindKustomization(path) is { } kustomization ? ReadKustomization(kustomization, []) : ReadFolder(path, recurse);
    }

    private static IEnumerable<KubeObject> ReadFile(string path) => ManifestReader.Read(YamlText.Decode(File.ReadAllBytes(path)), path);

    private static IEnumerable<KubeObject> ReadFolder(string path, bool recurse)
    {
        string[] entries = [.. Directory.GetFileSystemEntries(path).Order(StringComparer.Ordinal)];
        foreach (string entry in entries)
        {
            bool folder = Directory.Exists(entry);
            IEnumerable<KubeObject> objects = (folder, recurse) switch
            {
                (true, true) => Read(entry, recurse: true),
                (false, _) when s_extensions.Contains(Path.GetExtension(entry), StringComparer.OrdinalIgnoreCase) => ReadFile(entry),
                _ => [],
            };
            foreach (KubeObject item in objects)
            {
                yield return item;
            }
        }
    }

    private static bool IsKustomization(string path) => Kustomization.FileNames.Contains(Path.GetFileName(path));

    private static string? FindKustomization(string folder) =>
        Kustomization.FileNames.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static IReadOnlyList<KubeObject> ReadKustomization(string file, IReadOnlyList<string> outer)
    {
        string full = Path.GetFullPath(file);
        if (outer.Contains(full))
        {
            throw new KubeManifestException(KubeManifestException.InvalidManifest, $"The kustomization {full} leads back to itself.");
        }

        Kustomization kustomization = KustomizationReader.Read(YamlText.Decode(File.ReadAllBytes(full)), file);
        string folder = Path.GetDirectoryName(full)!;
        List<KubeObject> objects = [];
        foreach (string resource in kustomization.Resources)
        {
            objects.AddRange(ReadResource(Path.Combine(folder, resource), [.. outer, full]));
        }

        return KustomizationTransformer.Apply(kustomization, objects);
    }

    private static IEnumerable<KubeObject> ReadResource(string path, IReadOnlyList<string> outer)
    {
        if (!Directory.Exists(path))
        {
            return ReadFile(path);
        }

        return FindKustomization(path) is { } inner
            ? ReadKustomization(inner, outer)
            : throw new KubeManifestException(
                KubeManifestException.InvalidManifest, $"The folder {path} has no kustomization.", "A kustomization names files, and folders that are kustomizations.");
    }
}
