using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using PodKube.Client.Config;
using PodKube.Client.Errors;
using PodKube.Client.Http;
using PodKube.Client.Requests;
using PodKube.Client.Tests.Support;

namespace PodKube.Client.Tests.Http;

/// <summary>Real handshakes with a real server.</summary>
public sealed class TrustTests : IDisposable
{
    private static readonly KubeRequest s_version = KubeRequest.Raw(HttpMethod.Get, "/version");
    private readonly TestAuthority _authority = new("cluster");
    private readonly TestAuthority _other = new("other");
    private readonly ManualTime _time = new();

    public void Dispose()
    {
        _authority.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task A_server_with_the_clusters_certificate_is_believed()
    {
        await using TlsServer server = await StartAsync(_authority.IssueServer());
        using KubeClient client = Client(server, _authority.Pem);

        Assert.Equal("token-1", await AskAsync(client));
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused()
    {
        await using TlsServer server = await StartAsync(_other.IssueServer());
        using KubeClient client = Client(server, _authority.Pem);

        KubeTransportException e = await FailAsync(client);

        Assert.Equal(ErrorReason.CertificateInvalid, e.Reason);
        Assert.Contains("CN=other", e.Message, StringComparison.Ordinal);
        Assert.Contains("kube-root-ca.crt", e.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_the_right_authority_for_another_name_is_refused_with_its_names()
    {
        await using TlsServer server = await StartAsync(_authority.IssueServer(null, "kubernetes.default.svc", "10.96.0.1"));
        using KubeClient client = Client(server, _authority.Pem);

        KubeTransportException e = await FailAsync(client);

        Assert.Equal(ErrorReason.HostNameMismatch, e.Reason);
        Assert.Contains("'127.0.0.1'", e.Message, StringComparison.Ordinal);
        Assert.Contains("kubernetes.default.svc, 10.96.0.1", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_that_a_kubeconfig_file_gives_is_the_one_that_counts()
    {
        await using TlsServer server = await StartAsync(_authority.IssueServer(null, "kubernetes"));
        using KubeClient right = Client(server, _authority.Pem, t => t with { TlsServerName = "kubernetes" });
        using KubeClient wrong = Client(server, _authority.Pem, t => t with { TlsServerName = "another" });

        Assert.Equal("token-1", await AskAsync(right));
        Assert.Equal(ErrorReason.HostNameMismatch, (await FailAsync(wrong)).Reason);
    }

    [Fact]
    public async Task An_expired_certificate_is_refused_with_its_dates()
    {
        await using TlsServer server = await StartAsync(_authority.IssueServer(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)));
        using KubeClient client = Client(server, _authority.Pem);

        KubeTransportException e = await FailAsync(client);

        Assert.Equal(ErrorReason.CertificateExpired, e.Reason);
        Assert.Contains("2026-01-02T03:04:05Z", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_certificate_of_another_authority_is_not_called_merely_expired()
    {
        await using TlsServer server = await StartAsync(_other.IssueServer(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)));
        using KubeClient client = Client(server, _authority.Pem);

        Assert.Equal(ErrorReason.CertificateInvalid, (await FailAsync(client)).Reason);
    }

    [Fact]
    public async Task The_machines_own_authorities_do_not_count_and_none_is_assumed()
    {
        await using TlsServer server = await StartAsync(_authority.IssueServer());
        using KubeClient client = new(new ClusterConfig { Server = server.Address });

        Assert.Equal(ErrorReason.CertificateInvalid, (await FailAsync(client)).Reason);
    }

    [Fact]
    public async Task Only_who_asks_for_it_by_name_gets_no_verification()
    {
        await using TlsServer server = await StartAsync(_other.IssueServer(null, "elsewhere"));
        FakeFiles files = new() { ["/k"] = $"{{current-context: x, contexts: [{{name: x, context: {{cluster: c}}}}], clusters: [{{name: c, cluster: {{server: '{server.Address}', insecure-skip-tls-verify: true}}}}]}}" };
        using KubeClient client = new(new KubeconfigLoader(new FakeEnvironment(), files).Load("/k"));

        Assert.Equal("", await AskAsync(client));
    }

    [Fact]
    public async Task Token_and_authority_may_be_replaced_while_a_client_runs()
    {
        string valid = "token-1";
        await using TlsServer server = await TlsServer.StartAsync(_authority.IssueServer(), context =>
        {
            context.Response.StatusCode = context.Request.Headers.Authorization == $"Bearer {valid}" ? 200 : 401;
            return Task.CompletedTask;
        });
        using MountedAccount account = new("token-1", _authority.Pem);
        using KubeClient client = InCluster(server, account);
        (await client.SendAsync(s_version)).Dispose();

        // The token first, the old one revoked at once.
        account.Replace("token-2", _authority.Pem);
        valid = "token-2";
        (await client.SendAsync(s_version)).Dispose();

        // Then the authority, with a server that shows a certificate of the new one on new connections.
        account.Replace("token-2", _other.Pem);
        server.Certificate = _other.IssueServer();
        _time.Advance(TimeSpan.FromSeconds(50));
        (await client.SendAsync(s_version)).Dispose();

        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task No_call_fails_while_tokens_rotate_under_many_callers()
    {
        string valid = "token-0";
        await using TlsServer server = await TlsServer.StartAsync(_authority.IssueServer(), context =>
        {
            context.Response.StatusCode = context.Request.Headers.Authorization == $"Bearer {Volatile.Read(ref valid)}" ? 200 : 401;
            return Task.CompletedTask;
        });
        using MountedAccount account = new(valid, _authority.Pem);
        using KubeClient client = InCluster(server, account);

        for (int round = 1; round <= 5; round++)
        {
            // The new token is there before the old one ends, as the kubelet and the server do it.
            account.Replace($"token-{round}", _authority.Pem);
            Volatile.Write(ref valid, $"token-{round}");
            await Parallel.ForAsync(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, token) =>
            {
                using KubeResponse answer = await client.SendAsync(s_version, token);
                Assert.Equal(200, answer.StatusCode);
            });
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Answers_are_compressed_only_where_that_is_wanted(bool wanted)
    {
        string asked = "";
        await using TlsServer server = await TlsServer.StartAsync(_authority.IssueServer(), async context =>
        {
            asked = context.Request.Headers.AcceptEncoding.ToString();
            if (asked.Contains("gzip", StringComparison.Ordinal))
            {
                context.Response.Headers.ContentEncoding = "gzip";
                await using GZipStream packed = new(context.Response.Body, CompressionLevel.Fastest);
                await packed.WriteAsync("the same text"u8.ToArray());
                return;
            }

            await context.Response.WriteAsync("the same text");
        });
        using KubeClient client = new(
            new ClusterConfig { Server = server.Address, Trust = new ClusterTrust { CertificateAuthority = PemSource.FromText(_authority.Pem) } },
            new KubeClientOptions { AcceptCompression = wanted });

        Assert.Equal("the same text", await AskAsync(client));
        Assert.Equal(wanted ? "gzip" : "", asked);
    }

    [Fact]
    public async Task An_authority_that_was_replaced_a_moment_ago_is_found_when_the_handshake_fails()
    {
        await using TlsServer server = await StartAsync(_other.IssueServer());
        using MountedAccount account = new("token-1", _authority.Pem);
        using KubeClient client = InCluster(server, account);
        Assert.Equal(ErrorReason.CertificateInvalid, (await FailAsync(client)).Reason);

        account.Replace("token-1", _other.Pem);

        Assert.Equal("token-1", await AskAsync(client));
    }

    [Fact]
    public async Task A_body_that_is_being_read_survives_the_renewal_of_connections()
    {
        TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using TlsServer server = await TlsServer.StartAsync(_authority.IssueServer(), async context =>
        {
            await context.Response.WriteAsync("first ");
            await context.Response.Body.FlushAsync();
            if (context.Request.Path == "/slow")
            {
                await goOn.Task;
            }

            await context.Response.WriteAsync("last");
        });
        using MountedAccount account = new("t", _authority.Pem);
        using KubeClient client = InCluster(server, account);
        using KubeResponse slow = await client.SendAsync(KubeRequest.Raw(HttpMethod.Get, "/slow"));

        account.Replace("t", _authority.Pem + "\n" + _other.Pem);
        _time.Advance(TimeSpan.FromSeconds(50));
        (await client.SendAsync(s_version)).Dispose();
        goOn.SetResult();

        Assert.Equal("first last", await slow.ReadAsTextAsync());
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task An_authority_file_that_breaks_leaves_the_last_good_one()
    {
        await using TlsServer server = await StartAsync(_authority.IssueServer());
        using MountedAccount account = new("token-1", _authority.Pem);
        using KubeClient client = InCluster(server, account);
        await AskAsync(client);

        account.Replace("token-1", "half a file");
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("token-1", await AskAsync(client));
    }

    [Fact]
    public async Task A_client_certificate_says_who_one_is()
    {
        await using TlsServer server = await TlsServer.StartAsync(
            _authority.IssueServer(), context => context.Response.WriteAsync(context.Connection.ClientCertificate?.Subject ?? "nobody"));
        (string certificate, string key) = _authority.IssueClient("jane");
        using KubeClient client = new(new ClusterConfig
        {
            Server = server.Address,
            Trust = new ClusterTrust { CertificateAuthority = PemSource.FromText(_authority.Pem) },
            Credentials = new ClusterCredentials { ClientCertificate = PemSource.FromText(certificate), ClientKey = PemSource.FromText(key) },
        });

        using KubeResponse answer = await client.SendAsync(s_version);

        Assert.Equal("CN=jane", await answer.ReadAsTextAsync());
    }

    [Fact]
    public async Task A_client_certificate_that_does_not_fit_its_key_is_named()
    {
        await using TlsServer server = await StartAsync(_authority.IssueServer());
        using KubeClient client = new(new ClusterConfig
        {
            Server = server.Address,
            Credentials = new ClusterCredentials
            {
                ClientCertificate = PemSource.FromText(_authority.IssueClient("jane").Certificate),
                ClientKey = PemSource.FromText(_authority.IssueClient("joe").Key),
            },
        });

        KubeConfigException e = await Assert.ThrowsAsync<KubeConfigException>(() => client.SendAsync(s_version));

        Assert.Equal(ErrorReason.ClientCertificateInvalid, e.Reason);
    }

    [Fact]
    public async Task A_refused_connection_says_that_nobody_listens()
    {
        using TcpListener closed = new(IPAddress.Loopback, 0);
        closed.Start();
        int port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        using KubeClient client = new(new ClusterConfig { Server = new Uri($"https://127.0.0.1:{port}/"), Origin = "the test" });

        KubeTransportException e = await FailAsync(client);

        Assert.Equal(ErrorReason.ConnectionFailed, e.Reason);
        Assert.Contains("refused", e.Message, StringComparison.Ordinal);
        Assert.Contains("the test", e.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_TLS_is_named_as_such()
    {
        using TcpListener plain = new(IPAddress.Loopback, 0);
        plain.Start();
        Task serving = Task.Run(async () =>
        {
            using TcpClient connection = await plain.AcceptTcpClientAsync();
            await connection.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
        });
        using KubeClient client = new(new ClusterConfig { Server = new Uri($"https://{plain.LocalEndpoint}/") });

        Assert.Equal(ErrorReason.TlsFailed, (await FailAsync(client)).Reason);
        await serving;
    }

    [Fact]
    public async Task A_handshake_that_nobody_answers_ends_by_the_connect_limit()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        using KubeClient client = new(
            new ClusterConfig { Server = new Uri($"https://{silent.LocalEndpoint}/") }, new KubeClientOptions { ConnectTimeout = TimeSpan.FromMilliseconds(50) });

        KubeTransportException e = await FailAsync(client);

        Assert.Equal(ErrorReason.Timeout, e.Reason);
        Assert.Contains("0.05 s", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_gets_the_name_and_password_of_its_address_and_never_the_token()
    {
        using TcpListener proxy = new(IPAddress.Loopback, 0);
        proxy.Start();
        Task<string> heard = Task.Run(async () =>
        {
            StringBuilder all = new();
            for (int i = 0; i < 2; i++)
            {
                using TcpClient connection = await proxy.AcceptTcpClientAsync();
                using StreamReader reader = new(connection.GetStream());
                while (await reader.ReadLineAsync() is { Length: > 0 } line)
                {
                    all.AppendLine(line);
                }

                await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(i == 0
                    ? "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    : "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            }

            return all.ToString();
        });
        using KubeClient client = new(new ClusterConfig
        {
            Server = new Uri("https://cluster.example.com:6443/"),
            Proxy = new Uri($"http://user:p%40ss@{proxy.LocalEndpoint}"),
            Credentials = new ClusterCredentials { Token = "the-token" },
        });

        KubeTransportException e = await FailAsync(client);

        string text = await heard;
        Assert.Equal(ErrorReason.ConnectionFailed, e.Reason);
        Assert.Contains("CONNECT cluster.example.com:6443", text, StringComparison.Ordinal);
        Assert.Contains(Convert.ToBase64String("user:p@ss"u8), text, StringComparison.Ordinal);
        Assert.DoesNotContain("the-token", text, StringComparison.Ordinal);
        Assert.DoesNotContain("p%40ss", $"{e} {client.Config}", StringComparison.Ordinal);
    }

    private static Task<TlsServer> StartAsync(System.Security.Cryptography.X509Certificates.X509Certificate2 certificate) =>
        TlsServer.StartAsync(certificate, context => context.Response.WriteAsync(context.Request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal)));

    private static async Task<string> AskAsync(KubeClient client)
    {
        using KubeResponse answer = await client.SendAsync(s_version);
        return await answer.ReadAsTextAsync();
    }

    private static Task<KubeTransportException> FailAsync(KubeClient client) => Assert.ThrowsAsync<KubeTransportException>(() => client.SendAsync(s_version));

    private KubeClient InCluster(TlsServer server, MountedAccount account)
    {
        FakeEnvironment environment = new() { ["KUBERNETES_SERVICE_HOST"] = server.Address.Host, ["KUBERNETES_SERVICE_PORT"] = $"{server.Address.Port}" };
        return new KubeClient(new InClusterConfigLoader(environment).Load(account.Folder), new KubeClientOptions { TimeProvider = _time });
    }

    private static KubeClient Client(TlsServer server, string authority, Func<ClusterTrust, ClusterTrust>? change = null)
    {
        ClusterTrust trust = new() { CertificateAuthority = PemSource.FromText(authority) };
        return new KubeClient(new ClusterConfig
        {
            Server = server.Address,
            Trust = change?.Invoke(trust) ?? trust,
            Credentials = new ClusterCredentials { Token = "token-1" },
        });
    }
}
