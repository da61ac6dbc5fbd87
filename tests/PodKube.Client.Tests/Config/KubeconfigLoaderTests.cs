using System.Text;
using PodKube.Client.Config;
using PodKube.Client.Errors;
using PodKube.Client.Tests.Support;

namespace PodKube.Client.Tests.Config;

public sealed class KubeconfigLoaderTests
{
    private const string File = "/home/dev/.kube/config";
    private readonly FakeEnvironment _environment = new();
    private readonly FakeFiles _files = new();

    private KubeconfigLoader Loader => new(_environment, _files);

    [Fact]
    public void The_current_context_names_cluster_user_and_namespace()
    {
        _files[File] = """
            apiVersion: v1
            kind: Config
            current-context: two
            clusters:
            - name: c1
              cluster: {server: https://one:6443}
            - name: c2
              cluster:
                server: https://two:6443/base/
                tls-server-name: kubernetes
                proxy-url: http://proxy:3128
            contexts:
            - {name: one, context: {cluster: c1, user: u1}}
            - {name: two, context: {cluster: c2, user: u2, namespace: team-b}}
            users:
            - {name: u1, user: {token: abc}}
            - {name: u2, user: {username: dev, password: pw}}
            """;

        ClusterConfig config = Loader.Load();

        Assert.Equal("https://two:6443/base/", config.Server.AbsoluteUri);
        Assert.Equal("team-b", config.Namespace);
        Assert.Equal("kubernetes", config.Trust.TlsServerName);
        Assert.Equal("http://proxy:3128/", config.Proxy!.AbsoluteUri);
        Assert.Equal(("dev", "pw"), (config.Credentials.UserName, config.Credentials.Password));
        Assert.Equal(("two", ConfigSource.Kubeconfig), (config.Context, config.Source));
        Assert.Equal("abc", Loader.Load(null, "one").Credentials.Token);
        Assert.Equal("default", Loader.Load(null, "one").Namespace);
        Assert.Equal("given", Loader.Load(null, "one", "given").Namespace);
        Assert.Equal(["one", "two"], Loader.ListContexts());
    }

    [Fact]
    public void Several_files_are_one_and_the_first_to_name_something_wins()
    {
        _environment["KUBECONFIG"] = string.Join(Path.PathSeparator, "/a/config", "/missing", "/b/config", "/a/config");
        _files["/a/config"] = "{clusters: [{name: c, cluster: {server: 'https://first'}}], contexts: [{name: x, context: {cluster: c, user: u}}]}";
        _files["/b/config"] = """
            current-context: x
            clusters: [{name: c, cluster: {server: 'https://second', certificate-authority: ca.pem}}]
            users: [{name: u, user: {tokenFile: tok}}]
            """;

        ClusterConfig config = Loader.Load();

        Assert.Equal("first", config.Server.Host);
        Assert.Null(config.Trust.CertificateAuthority);
        Assert.Equal("/b/tok", config.Credentials.TokenFile);
    }

    [Fact]
    public void Relative_paths_are_relative_to_the_file_and_data_wins_over_files()
    {
        string data = Convert.ToBase64String(Encoding.UTF8.GetBytes("PEM TEXT"));
        _files["/k/config"] = $$$"""
            current-context: x
            clusters: [{name: c, cluster: {server: 'https://h', certificate-authority: pki/ca.crt}}]
            contexts: [{name: x, context: {cluster: c, user: u}}]
            users: [{name: u, user: {client-certificate: /abs/crt, client-key: key, client-key-data: {{{data}}}, tokenFile: ./tok}}]
            """;

        ClusterConfig config = Loader.Load("/k/config");

        Assert.Equal("/k/pki/ca.crt", config.Trust.CertificateAuthority!.Path);
        Assert.Equal("/abs/crt", config.Credentials.ClientCertificate!.Path);
        Assert.Null(config.Credentials.ClientKey!.Path);
        Assert.Equal("PEM TEXT", config.Credentials.ClientKey.Text);
        Assert.Equal("/k/./tok", config.Credentials.TokenFile);
    }

    [Fact]
    public void A_credential_plugin_is_read_with_all_it_may_say()
    {
        _files["/k/config"] = """
            current-context: x
            clusters:
            - name: c
              cluster:
                server: https://h
                extensions: [{name: client.authentication.k8s.io/exec, extension: {audience: a, count: 3, flag: true, list: [x, '1']}}]
            contexts: [{name: x, context: {cluster: c, user: u}}]
            users:
            - name: u
              user:
                exec:
                  apiVersion: client.authentication.k8s.io/v1
                  command: bin/login
                  args: [get-token, --id, x]
                  env: [{name: A, value: secret-value}, {name: B, value: "2"}]
                  installHint: |
                    Install it.
                  provideClusterInfo: true
                  interactiveMode: Never
            """;

        ExecPlugin plugin = Loader.Load("/k/config").Credentials.Exec!;

        Assert.Equal("/k/bin/login", plugin.Command);
        Assert.Equal(["get-token", "--id", "x"], plugin.Arguments);
        Assert.Equal([new("A", "secret-value"), new("B", "2")], plugin.Environment);
        Assert.Equal("Install it.", plugin.InstallHint);
        Assert.True(plugin.ProvideClusterInfo);
        Assert.Equal("Never", plugin.InteractiveMode);
        Assert.Equal("""{"audience":"a","count":3,"flag":true,"list":["x","1"]}""", plugin.ClusterConfigJson);
        Assert.DoesNotContain("secret-value", Loader.Load("/k/config").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Impersonation_is_read()
    {
        Write("users: [{name: u, user: {token: t, as: jane, as-uid: '7', as-groups: [dev, ops], as-user-extra: {scopes: [a, b]}}}]");

        Impersonation who = Loader.Load().Impersonation!;

        Assert.Equal(("jane", "7"), (who.User, who.Uid));
        Assert.Equal(["dev", "ops"], who.Groups);
        Assert.Equal(["a", "b"], who.Extra["scopes"]);
    }

    [Theory]
    [InlineData("users: [{name: u, user: {auth-provider: {name: gcp}}}]", "auth-provider gcp")]
    [InlineData("users: [{name: u, user: {client-key: k}}]", "without certificate")]
    [InlineData("users: [{name: u, user: {client-key-data: '&&&'}}]", "client-key-data is not base64")]
    [InlineData("users: [{name: u, user: {as-uid: '1'}}]", "without as")]
    [InlineData("users: [{name: other, user: {}}]", "names the user 'u'")]
    [InlineData("users: [{name: u, user: {exec: {command: x}}}]", "no apiVersion")]
    public void What_cannot_be_is_named_with_its_place(string users, string finding)
    {
        Write(users);

        KubeConfigException e = Assert.Throws<KubeConfigException>(() => Loader.Load());

        Assert.Equal(ErrorReason.KubeconfigInvalid, e.Reason);
        Assert.Contains(finding, e.Message, StringComparison.Ordinal);
        Assert.Contains(File, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: [1, 2", "not valid YAML")]
    [InlineData("- a\n- b", "holds no map")]
    [InlineData("a: 1\na: 2", "line 2")]
    public void Broken_files_are_named(string text, string finding)
    {
        _files[File] = text;

        KubeConfigException e = Assert.Throws<KubeConfigException>(() => Loader.Load());

        Assert.Equal(ErrorReason.KubeconfigInvalid, e.Reason);
        Assert.Contains(finding, e.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("server: https://h, insecure-skip-tls-verify: maybe", "neither true nor false")]
    [InlineData("server: https://h, insecure-skip-tls-verify: true, certificate-authority: /ca", "contradicts")]
    [InlineData("server: 'https://'", "is no address")]
    [InlineData("tls-server-name: x", "no server")]
    [InlineData("server: 'https://u:secret@h'", "name or password")]
    public void Impossible_clusters_are_named(string cluster, string finding)
    {
        _files[File] = "{current-context: x, contexts: [{name: x, context: {cluster: c}}], clusters: [{name: c, cluster: {" + cluster + "}}]}";

        KubeConfigException e = Assert.Throws<KubeConfigException>(() => Loader.Load());

        Assert.Contains(finding, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_context_that_is_not_there_lists_those_that_are()
    {
        Write("users: [{name: u, user: {}}]");

        KubeConfigException e = Assert.Throws<KubeConfigException>(() => Loader.Load(null, "nope"));

        Assert.Equal(ErrorReason.ContextNotFound, e.Reason);
        Assert.Contains("x", e.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_must_not_be_read_is_named()
    {
        _files[File] = null;

        KubeConfigException e = Assert.Throws<KubeConfigException>(() => Loader.Load());

        Assert.Contains(File, e.Message, StringComparison.Ordinal);
        Assert.Contains("denied", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_file_at_all_lists_where_it_was_looked_for()
    {
        KubeConfigException e = Assert.Throws<KubeConfigException>(() => Loader.Load());

        Assert.Equal([File], e.Attempts.Select(a => a.Place));
    }

    private void Write(string users) => _files[File] =
        "current-context: x\n"
        + "clusters: [{name: c, cluster: {server: 'https://h'}}]\n"
        + "contexts: [{name: x, context: {cluster: c, user: u}}]\n"
        + users;
}
