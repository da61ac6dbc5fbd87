using PodKube.Client.Manifests;

namespace PodKube.Client.Tests.Manifests;

public sealed class KustomizationImageTests
{
    [Theory]
    [InlineData("nginx", "nginx:new")]
    [InlineData("nginx:1.27", "nginx:new")]
    [InlineData("nginx@sha256:abc", "nginx:new")]
    [InlineData("nginx:1.27@sha256:abc", "nginx:new")]
    [InlineData("docker.io/nginx", null)]
    [InlineData("nginx-unprivileged:1", null)]
    [InlineData("library/nginx:1", null)]
    public void The_name_decides_and_tag_and_digest_go(string image, string? replaced) =>
        Assert.Equal(replaced, new KustomizationImage("nginx", null, "new", null).Replace(image));

    [Fact]
    public void A_port_of_the_registry_is_no_tag()
    {
        KustomizationImage image = new("registry:5000/web", null, "2", null);

        Assert.Equal("registry:5000/web:2", image.Replace("registry:5000/web"));
        Assert.Equal("registry:5000/web:2", image.Replace("registry:5000/web:1"));
        Assert.Null(image.Replace("registry"));
    }

    [Fact]
    public void A_new_name_keeps_the_tag_unless_there_is_a_new_one()
    {
        Assert.Equal("mirror/web:1", new KustomizationImage("web", "mirror/web", null, null).Replace("web:1"));
        Assert.Equal("mirror/web@sha256:1", new KustomizationImage("web", "mirror/web", null, "sha256:1").Replace("web:1"));
        Assert.Equal("web:2@sha256:1", new KustomizationImage("web", null, "2", "sha256:1").Replace("web:1"));
    }
}
