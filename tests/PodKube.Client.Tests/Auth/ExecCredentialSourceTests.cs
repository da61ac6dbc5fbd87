using System.Text;
using System.Text.Json;
using PodKube.Client.Auth;
using PodKube.Client.Config;
using PodKube.Client.Errors;
using PodKube.Client.Tests.Support;

namespace PodKube.Client.Tests.Auth;

public sealed class ExecCredentialSourceTests : IProcessRunner
{
    private const string V1 = "client.authentication.k8s.io/v1";
    private readonly ManualTime _time = new();
    private readonly List<(string Command, IReadOnlyList<string> Arguments, Dictionary<string, string> Environment)> _runs = [];
    private Func<ProcessResult?> _answer = () => Answer("""{"token":"t1"}""");

    [Fact]
    public async Task The_token_is_kept_while_it_holds()
    {
        _answer = () => Answer("""{"token":"t%","expirationTimestamp":"2026-11-21T12:10:00Z"}""".Replace("%", $"{_runs.Count}", StringComparison.Ordinal));
        using ExecCredentialSource source = Source(Plugin());

        Assert.Equal("t1", await TokenAsync(source));
        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal("t1", await TokenAsync(source));
        _time.Advance(TimeSpan.FromSeconds(51));
        Assert.Equal("t2", await TokenAsync(source));
    }

    [Fact]
    public async Task Without_expiry_the_plugin_runs_again_only_after_a_refusal()
    {
        _answer = () => Answer($$"""{"token":"t{{_runs.Count}}"}""");
        using ExecCredentialSource source = Source(Plugin());
        Credential refused = await source.GetAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal("t1", await TokenAsync(source));

        Assert.Equal("t2", (await source.RenewAsync(refused, CancellationToken.None)).Token);
        Assert.Equal("t2", (await source.RenewAsync(refused, CancellationToken.None)).Token);
        Assert.Equal(2, _runs.Count);
    }

    [Fact]
    public async Task The_plugin_is_told_its_version_and_the_cluster_when_it_wants_to_know()
    {
        ExecPlugin plugin = new()
        {
            ApiVersion = V1,
            Command = "login",
            Arguments = ["a", "b"],
            Environment = [new("X", "1")],
            ProvideClusterInfo = true,
            ClusterConfigJson = """{"audience":"x"}""",
        };
        using ExecCredentialSource source = Source(plugin);

        await TokenAsync(source);

        (string command, IReadOnlyList<string> arguments, Dictionary<string, string> environment) = _runs.Single();
        Assert.Equal("login", command);
        Assert.Equal(["a", "b"], arguments);
        Assert.Equal("1", environment["X"]);
        using JsonDocument info = JsonDocument.Parse(environment["KUBERNETES_EXEC_INFO"]);
        JsonElement spec = info.RootElement.GetProperty("spec");
        Assert.Equal(V1, info.RootElement.GetProperty("apiVersion").GetString());
        Assert.False(spec.GetProperty("interactive").GetBoolean());
        Assert.Equal("https://10.96.0.1", spec.GetProperty("cluster").GetProperty("server").GetString());
        Assert.Equal("Q0E=", spec.GetProperty("cluster").GetProperty("certificate-authority-data").GetString());
        Assert.Equal("x", spec.GetProperty("cluster").GetProperty("config").GetProperty("audience").GetString());
    }

    [Fact]
    public async Task A_client_certificate_may_come_along()
    {
        _answer = () => Answer("""{"clientCertificateData":"CERT","clientKeyData":"KEY"}""");
        using ExecCredentialSource source = Source(Plugin());

        Credential credential = await source.GetAsync(CancellationToken.None);

        Assert.Equal(("CERT", "KEY"), (credential.Certificate!.Certificate, credential.Certificate.Key));
        Assert.Null(credential.Authorization);
    }

    public static TheoryData<string, string> BadAnswers => new()
    {
        { """secret-token is not json""", "not JSON" },
        { """{"kind":"Other"}""", "no ExecCredential" },
        { """{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1","status":{"token":"secret-token"}}""", "v1beta1" },
        { """{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{}}""", "neither" },
        { """{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"clientKeyData":"secret-token"}}""", "without certificate" },
        { """{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"secret-token","expirationTimestamp":"soon"}}""", "no time" },
    };

    [Theory]
    [MemberData(nameof(BadAnswers))]
    public async Task A_bad_answer_is_an_error_that_does_not_quote_it(string output, string finding)
    {
        _answer = () => new ProcessResult(0, Encoding.UTF8.GetBytes(output), "");
        using ExecCredentialSource source = Source(Plugin());

        KubeConfigException e = await Assert.ThrowsAsync<KubeConfigException>(async () => await source.GetAsync(CancellationToken.None));

        Assert.Equal(ErrorReason.CredentialPluginFailed, e.Reason);
        Assert.Contains(finding, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-token", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_command_shows_its_install_hint()
    {
        _answer = () => null;
        using ExecCredentialSource source = Source(Plugin());

        KubeConfigException e = await Assert.ThrowsAsync<KubeConfigException>(async () => await source.GetAsync(CancellationToken.None));

        Assert.Contains("login", e.Message, StringComparison.Ordinal);
        Assert.Equal("brew install login", e.Advice);
    }

    [Fact]
    public async Task A_failing_command_shows_what_it_said()
    {
        _answer = () => new ProcessResult(3, [], "not signed in\n");
        using ExecCredentialSource source = Source(Plugin());

        KubeConfigException e = await Assert.ThrowsAsync<KubeConfigException>(async () => await source.GetAsync(CancellationToken.None));

        Assert.Contains("ended with code 3: not signed in", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("client.authentication.k8s.io/v1alpha1", "IfAvailable")]
    [InlineData(V1, "Always")]
    public async Task What_cannot_be_served_is_refused_before_the_command_runs(string version, string mode)
    {
        using ExecCredentialSource source = Source(new ExecPlugin { ApiVersion = version, Command = "login", InteractiveMode = mode });

        await Assert.ThrowsAsync<KubeConfigException>(async () => await source.GetAsync(CancellationToken.None));

        Assert.Empty(_runs);
    }

    [Fact]
    public async Task Requests_at_the_same_time_run_the_plugin_once()
    {
        using ExecCredentialSource source = Source(Plugin());

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => TokenAsync(source))));

        Assert.Single(_runs);
    }

    Task<ProcessResult?> IProcessRunner.RunAsync(
        string command, IReadOnlyList<string> arguments, IReadOnlyList<KeyValuePair<string, string>> environment, CancellationToken cancellationToken)
    {
        _runs.Add((command, arguments, environment.ToDictionary()));
        return Task.FromResult(_answer());
    }

    private static ProcessResult Answer(string status) =>
        new(0, Encoding.UTF8.GetBytes($$"""{"kind":"ExecCredential","apiVersion":"{{V1}}","status":{{status}}}"""), "");

    private static ExecPlugin Plugin() => new() { ApiVersion = V1, Command = "login", InstallHint = "brew install login" };

    private static async Task<string?> TokenAsync(ExecCredentialSource source) => (await source.GetAsync(CancellationToken.None)).Token;

    private ExecCredentialSource Source(ExecPlugin plugin) => new(
        plugin,
        Clients.Config with { Trust = new ClusterTrust { CertificateAuthority = PemSource.FromText("CA") } },
        new KubeClientOptions { TimeProvider = _time },
        this);
}
