using PodKube.Client.Manifests;
using PodKube.Client.Resources;
using PodKube.Client.Yaml;

namespace PodKube.Client.Tests.Manifests;

public sealed class ManifestFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podkube-manifests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_folder_is_read_in_the_order_of_its_names_and_not_deeper_unless_asked()
    {
        Write("b.yaml", Map("b"));
        Write("a.json", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}""");
        Write("notes.txt", "no manifest");
        Write("inner/c.yml", Map("c"));

        Assert.Equal(["a", "b"], Names(ManifestFiles.Read(_folder.FullName)));
        Assert.Equal(["a", "b", "c"], Names(ManifestFiles.Read(_folder.FullName, recurse: true)));
    }

    [Fact]
    public void A_folder_with_a_kustomization_is_that_and_nothing_else()
    {
        Write("kustomization.yaml", "resources: [base, own.yaml]\nnamespace: there");
        Write("own.yaml", Map("own"));
        Write("other.yaml", Map("other"));
        Write("base/kustomization.yml", "resources: [map.yaml]\nlabels: [{pairs: {team: blue}}]");
        Write("base/map.yaml", Map("inner"));

        KubeObject[] objects = [.. ManifestFiles.Read(_folder.FullName)];

        Assert.Equal(["inner", "own"], Names(objects));
        Assert.All(objects, item => Assert.Equal("there", item.Namespace));
    }

    [Fact]
    public void A_kustomization_that_leads_back_to_itself_is_refused()
    {
        Write("kustomization.yaml", "resources: [inner]");
        Write("inner/kustomization.yaml", "resources: [..]");

        Assert.Contains("back to itself", Assert.Throws<KubeManifestException>(() => ManifestFiles.Read(_folder.FullName).ToList()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_kustomization_is_no_resource_of_one()
    {
        Write("kustomization.yaml", "resources: [inner]");
        Write("inner/map.yaml", Map("a"));

        Assert.Contains("inner", Assert.Throws<KubeManifestException>(() => ManifestFiles.Read(_folder.FullName).ToList()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_names_the_file()
    {
        string file = Write("bad.yaml", "kind: [");

        Assert.Contains("bad.yaml", Assert.Throws<KubeYamlException>(() => ManifestFiles.Read(file).ToList()).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => ManifestFiles.Read(Path.Combine(_folder.FullName, "gone.yaml")).ToList());
    }

    private static string Map(string name) => $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}}}\n";

    private static IEnumerable<string> Names(IEnumerable<KubeObject> objects) => objects.Select(item => item.Name);

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
