using PodKube.Client.Manifests;
using PodKube.Client.Resources;
using PodKube.Client.Yaml;

namespace PodKube.Client.Tests.Manifests;

public sealed class ManifestReaderTests
{
    [Fact]
    public void Documents_become_objects_and_lists_their_items()
    {
        const string Text = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: a}
            ---
            apiVersion: v1
            kind: List
            items:
            - {apiVersion: v1, kind: Secret, metadata: {name: b}}
            - {apiVersion: apps/v1, kind: Deployment, metadata: {name: c, namespace: team}}
            ---
            apiVersion: v1
            kind: PodList
            metadata: {resourceVersion: "1"}
            items:
            - metadata: {name: d, namespace: team}
            """;

        IEnumerable<KubeObject> objects = ManifestReader.Read(Text);

        Assert.Equal(["Namespace a", "Secret b", "Deployment team/c", "Pod team/d"], objects.Select(item => item.ToString()));
    }

    [Theory]
    [InlineData("kind: Pod", "app.yaml: the document at line 1 has no apiVersion.")]
    [InlineData("# x\n\napiVersion: v1", "app.yaml: the document at line 3 has no kind.")]
    [InlineData("- 1", "app.yaml: the document at line 1 is no object.")]
    [InlineData("{apiVersion: v1, kind: List, items: [1]}", "app.yaml: the document at line 1, item 0 is no object.")]
    [InlineData("{apiVersion: v1, kind: List, items: 1}", "app.yaml: the document at line 1 is a list whose items are no list.")]
    [InlineData("{apiVersion: v1, kind: List, items: [{kind: Pod}]}", "app.yaml: the document at line 1, item 0 has no apiVersion.")]
    public void What_is_no_object_is_named(string text, string message)
    {
        KubeManifestException failure = Assert.Throws<KubeManifestException>(() => ManifestReader.Read(text, "app.yaml").ToList());

        Assert.Equal(message, failure.Message);
        Assert.Equal(KubeManifestException.InvalidManifest, failure.Reason);
    }

    [Fact]
    public void Broken_YAML_tells_its_file_and_place()
    {
        KubeYamlException failure = Assert.Throws<KubeYamlException>(() => ManifestReader.Read("a: 1\na: 2\n", "app.yaml").ToList());

        Assert.StartsWith("app.yaml: line 2, column 1: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kind_whose_name_ends_in_List_without_items_is_an_object_like_others() =>
        Assert.Equal(
            "PriceList x",
            Assert.Single(ManifestReader.Read("{apiVersion: shop/v1, kind: PriceList, metadata: {name: x}}")).ToString()
        );
}
