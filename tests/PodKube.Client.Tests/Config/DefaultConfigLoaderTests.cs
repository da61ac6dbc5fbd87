using PodKube.Client.Config;
using PodKube.Client.Errors;
using PodKube.Client.Tests.Support;

namespace PodKube.Client.Tests.Config;

public sealed class DefaultConfigLoaderTests
{
    private const string Kubeconfig =
        "{clusters: [{name: c, cluster: {server: 'https://h:1'}}], contexts: [{name: x, context: {cluster: c}}], current-context: x}";

    private readonly FakeEnvironment _environment = new();
    private readonly FakeFiles _files = new();

    private DefaultConfigLoader Loader => new(_environment, _files);

    [Fact]
    public void Nothing_found_lists_every_place_that_was_looked_at()
    {
        _environment["KUBECONFIG"] = "/x/one" + Path.PathSeparator + "/x/two";

        KubeConfigException e = Assert.Throws<KubeConfigException>(() => Loader.Load());

        Assert.Equal(ErrorReason.NotInCluster, e.Reason);
        Assert.Equal([InClusterConfigLoader.DefaultFolder, "/x/one", "/x/two"], e.Attempts.Select(a => a.Place));
        Assert.All(e.Attempts, a => Assert.Contains(a.Finding, e.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void The_home_folder_is_looked_at_when_no_variable_names_a_file()
    {
        KubeConfigException e = Assert.Throws<KubeConfigException>(() => Loader.Load());

        Assert.Contains("/home/dev/.kube/config", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pod_without_token_and_without_kubeconfig_says_that_the_token_is_missing()
    {
        _environment["KUBERNETES_SERVICE_HOST"] = "10.0.0.1";

        KubeConfigException e = Assert.Throws<KubeConfigException>(() => Loader.Load());

        Assert.Equal(ErrorReason.TokenMissing, e.Reason);
        Assert.Contains("automountServiceAccountToken", e.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kubeconfig_file_serves_where_there_is_no_pod()
    {
        _files["/home/dev/.kube/config"] = Kubeconfig;

        Assert.Equal("https://h:1/", Loader.Load().Server.AbsoluteUri);
    }

    [Fact]
    public void The_pod_wins_over_a_kubeconfig_file()
    {
        _files["/home/dev/.kube/config"] = Kubeconfig;
        _files[InClusterConfigLoader.DefaultFolder + "/token"] = "t";
        _files[InClusterConfigLoader.DefaultFolder + "/ca.crt"] = "-----BEGIN CERTIFICATE-----";

        Assert.Equal(ConfigSource.InCluster, Loader.Load().Source);
    }
}
