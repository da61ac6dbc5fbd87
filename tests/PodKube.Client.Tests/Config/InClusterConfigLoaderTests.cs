using PodKube.Client.Config;
using PodKube.Client.Errors;
using PodKube.Client.Tests.Support;

namespace PodKube.Client.Tests.Config;

public sealed class InClusterConfigLoaderTests
{
    private const string Pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    private const string Folder = InClusterConfigLoader.DefaultFolder;

    private readonly FakeEnvironment _environment = new();
    private readonly FakeFiles _files = new();

    public InClusterConfigLoaderTests()
    {
        _environment["KUBERNETES_SERVICE_HOST"] = "10.96.0.1";
        _environment["KUBERNETES_SERVICE_PORT"] = "443";
        _files[Folder + "/token"] = "secret-token-text";
        _files[Folder + "/ca.crt"] = Pem;
        _files[Folder + "/namespace"] = "team-a";
    }

    private InClusterConfigLoader Loader => new(_environment, _files);

    [Fact]
    public void The_mounted_service_account_becomes_a_configuration()
    {
        ClusterConfig config = Loader.Load();

        Assert.Equal("https://10.96.0.1/", config.Server.AbsoluteUri);
        Assert.Equal("team-a", config.Namespace);
        Assert.Equal(ConfigSource.InCluster, config.Source);
        Assert.Equal(Folder, config.Origin);
        Assert.Equal(Folder + "/token", config.Credentials.TokenFile);
        Assert.Equal(Folder + "/ca.crt", config.Trust.CertificateAuthority!.Path);
        Assert.False(config.Trust.SkipTlsVerify);
    }

    [Theory]
    [InlineData("10.96.0.1", "443", "https://10.96.0.1/")]
    [InlineData("10.96.0.1", "6443", "https://10.96.0.1:6443/")]
    [InlineData("fd00:10:96::1", "443", "https://[fd00:10:96::1]/")]
    [InlineData("[fd00:10:96::1]", "6443", "https://[fd00:10:96::1]:6443/")]
    [InlineData("api.example.com", "8443", "https://api.example.com:8443/")]
    [InlineData(" 10.96.0.1\r\n", "443\r\n", "https://10.96.0.1/")]
    [InlineData("10.96.0.1", "", "https://10.96.0.1/")]
    public void Host_and_port_make_the_server(string host, string port, string expected)
    {
        _environment["KUBERNETES_SERVICE_HOST"] = host;
        _environment["KUBERNETES_SERVICE_PORT"] = port;

        Assert.Equal(expected, Loader.Load().Server.AbsoluteUri);
    }

    [Fact]
    public void The_link_variables_stand_in_for_missing_service_variables()
    {
        _environment["KUBERNETES_SERVICE_HOST"] = "";
        _environment["KUBERNETES_PORT_443_TCP_ADDR"] = "fd00::1";
        _environment["KUBERNETES_PORT_443_TCP_PORT"] = "6443";

        Assert.Equal("https://[fd00::1]:6443/", Loader.Load().Server.AbsoluteUri);
    }

    [Fact]
    public void Without_variables_the_service_name_is_the_server()
    {
        _environment["KUBERNETES_SERVICE_HOST"] = "";

        Assert.Equal("https://kubernetes.default.svc/", Loader.Load().Server.AbsoluteUri);
    }

    [Theory]
    [InlineData("10.96.0.1", "0", "0")]
    [InlineData("10.96.0.1", "70000", "70000")]
    [InlineData("10.96.0.1", "https", "https")]
    [InlineData("not a host", "443", "not a host")]
    public void Impossible_variables_are_named(string host, string port, string named)
    {
        _environment["KUBERNETES_SERVICE_HOST"] = host;
        _environment["KUBERNETES_SERVICE_PORT"] = port;

        KubeConfigException e = Assert.Throws<KubeConfigException>(() => Loader.Load());

        Assert.Contains("KUBERNETES_SERVICE_", e.Message, StringComparison.Ordinal);
        Assert.Contains($"'{named}'", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("team-b\r\n", "team-b")]
    [InlineData("\uFEFFteam-b\n", "team-b")]
    [InlineData("  team-b  ", "team-b")]
    [InlineData("", "default")]
    [InlineData("\r\n", "default")]
    public void The_namespace_file_is_trimmed(string content, string expected)
    {
        _files[Folder + "/namespace"] = content;

        Assert.Equal(expected, Loader.Load().Namespace);
    }

    [Fact]
    public void A_missing_or_unreadable_namespace_file_means_default()
    {
        _files.Remove(Folder + "/namespace");
        Assert.Equal("default", Loader.Load().Namespace);

        _files[Folder + "/namespace"] = null;
        Assert.Equal("default", Loader.Load().Namespace);
    }

    [Fact]
    public void The_parameter_wins_over_POD_NAMESPACE_and_that_over_the_file()
    {
        _environment["POD_NAMESPACE"] = "from-variable";

        Assert.Equal("from-variable", Loader.Load().Namespace);
        Assert.Equal("given", Loader.Load(null, "given").Namespace);
    }

    [Theory]
    [InlineData(null, "/a")]
    [InlineData("/b", "/b")]
    public void Parameter_and_variable_move_the_folder(string? parameter, string expected)
    {
        foreach (string folder in (string[])["/a", "/b"])
        {
            _files[folder + "/token"] = "t";
            _files[folder + "/ca.crt"] = Pem;
        }

        _environment["PODKUBE_SERVICEACCOUNT"] = "/a";

        Assert.Equal(expected, Loader.Load(parameter).Origin);
    }

    [Fact]
    public void A_missing_token_in_a_pod_points_at_automount()
    {
        _files.Remove(Folder + "/token");

        KubeConfigException e = Assert.Throws<KubeConfigException>(() => Loader.Load());

        Assert.Equal(ErrorReason.TokenMissing, e.Reason);
        Assert.Contains("'token'", e.Message, StringComparison.Ordinal);
        Assert.Contains("automountServiceAccountToken: false", e.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void No_token_and_no_variables_is_no_pod()
    {
        KubeConfigException e = Assert.Throws<KubeConfigException>(() => new InClusterConfigLoader(new FakeEnvironment(), new FakeFiles()).Load());

        Assert.Equal(ErrorReason.NotInCluster, e.Reason);
        Assert.Contains(Folder + "/token", e.Message, StringComparison.Ordinal);
        Assert.Contains("KUBERNETES_SERVICE_HOST", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("token", "\r\n", ErrorReason.TokenEmpty)]
    [InlineData("token", null, ErrorReason.TokenUnreadable)]
    [InlineData("ca.crt", null, ErrorReason.CertificateAuthorityInvalid)]
    [InlineData("ca.crt", "not a certificate", ErrorReason.CertificateAuthorityInvalid)]
    public void A_file_that_cannot_be_used_has_a_reason_of_its_own(string file, string? content, string reason)
    {
        _files[$"{Folder}/{file}"] = content;

        KubeConfigException e = Assert.Throws<KubeConfigException>(() => Loader.Load());

        Assert.Equal(reason, e.Reason);
        Assert.Contains($"{Folder}/{file}", e.Message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(e.Advice));
    }

    [Fact]
    public void A_missing_authority_says_where_to_get_it()
    {
        _files.Remove(Folder + "/ca.crt");

        KubeConfigException e = Assert.Throws<KubeConfigException>(() => Loader.Load());

        Assert.Equal(ErrorReason.CertificateAuthorityInvalid, e.Reason);
        Assert.Contains("kube-root-ca.crt", e.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_configuration_prints_no_secret()
    {
        ClusterConfig config = Loader.Load() with
        {
            Credentials = new ClusterCredentials { Token = "the-token", Password = "the-password", UserName = "dev", ClientKey = PemSource.FromText("the-key") },
        };

        string text = $"{config} {config.Credentials} {config.Credentials.ClientKey}";

        Assert.DoesNotContain("the-token", text, StringComparison.Ordinal);
        Assert.DoesNotContain("the-password", text, StringComparison.Ordinal);
        Assert.DoesNotContain("the-key", text, StringComparison.Ordinal);
    }
}
