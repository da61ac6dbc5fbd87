using PodKube.Client.Manifests;
using PodKube.Client.Yaml;

namespace PodKube.Client.Tests.Manifests;

public sealed class KustomizationReaderTests
{
    [Fact]
    public void What_PodKube_does_is_read()
    {
        Kustomization read = KustomizationReader.Read(
            """
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            resources: [base, deploy.yaml]
            namespace: team-a
            labels:
            - pairs: {a: "1"}
            - pairs: {b: "2"}
              includeSelectors: true
            commonLabels: {c: "3"}
            images:
            - {name: nginx, newName: registry/nginx, newTag: "1.29"}
            """,
            "kustomization.yaml"
        );

        Assert.Equal(["base", "deploy.yaml"], read.Resources);
        Assert.Equal("team-a", read.Namespace);
        Assert.Equal(
            [("a", "1", false), ("b", "2", true), ("c", "3", true)],
            read.Labels.Select(labels => (labels.Pairs.Keys.Single(), labels.Pairs.Values.Single(), labels.IncludeSelectors))
        );
        Assert.Equal([new KustomizationImage("nginx", "registry/nginx", "1.29", null)], read.Images);
    }

    [Theory]
    [InlineData("patches: []", "asks for 'patches'")]
    [InlineData("labels: [{fields: []}]", "asks for 'labels.fields'")]
    [InlineData("images: [{name: x, tagSuffix: y}]", "asks for 'images.tagSuffix'")]
    [InlineData("kind: Component", "is of kind Component")]
    [InlineData("resources: ['https://example.com/x.yaml']", "from the network")]
    public void What_PodKube_does_not_do_is_refused_by_name(string yaml, string problem)
    {
        KubeManifestException failure = Assert.Throws<KubeManifestException>(() => KustomizationReader.Read(yaml, "k.yaml"));

        Assert.Equal(KubeManifestException.UnsupportedKustomization, failure.Reason);
        Assert.StartsWith("k.yaml ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
        Assert.Contains("kubectl kustomize", failure.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("resources: x", "list in 'resources'")]
    [InlineData("resources: [1]", "text in 'resources'")]
    [InlineData("labels: [{pairs: {a: 1}}]", "text in 'labels.pairs.a'")]
    [InlineData("labels: [{includeSelectors: 1}]", "true or false in 'includeSelectors'")]
    [InlineData("images: [{newTag: x}]", "image without a name")]
    [InlineData("[]", "mapping at its root")]
    [InlineData("", "0 documents")]
    [InlineData("a: 1\n---\nb: 1", "2 documents")]
    public void What_is_impossible_is_refused(string yaml, string problem)
    {
        KubeManifestException failure = Assert.Throws<KubeManifestException>(() => KustomizationReader.Read(yaml, "k.yaml"));

        Assert.Equal(KubeManifestException.InvalidManifest, failure.Reason);
        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Broken_YAML_tells_its_file() =>
        Assert.Equal("k.yaml", Assert.Throws<KubeYamlException>(() => KustomizationReader.Read("a: [", "k.yaml")).Origin);
}
