using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Tests.Hosting.Web;

public sealed class WebServerTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 0)]
    public async Task Clients_choose_their_version_of_http(int major, int minor)
    {
        using var client = sandbox.Server.CreateClient(sandbox.Server.AdministratorToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/version")
        {
            Version = new Version(major, minor),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        using var response = await client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(new Version(major, minor), response.Version);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Bodies_of_many_records_arrive_as_they_were_sent(int major)
    {
        using var client = sandbox.Server.CreateClient(sandbox.Server.AdministratorToken);
        client.DefaultRequestVersion = new Version(major, 0);
        var text = string.Concat(Enumerable.Range(0, 120_000).Select(number => $"{number:D8}"));
        var body = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = $"large-{major}" },
            ["data"] = new JsonObject { ["numbers"] = text },
        };

        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var created = await client.PostAsync(new Uri("/api/v1/namespaces/default/configmaps", UriKind.Relative), content, Token);
        var read = await client.GetStringAsync(new Uri($"/api/v1/namespaces/default/configmaps/large-{major}", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(text, (string?)JsonNode.Parse(read)!["data"]!["numbers"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    public async Task Peer_that_speaks_no_tls_is_hung_up_on_and_nobody_else(string greeting)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, sandbox.Server.Url.Port, Token);
        await socket.SendAsync(Encoding.ASCII.GetBytes(greeting), Token);
        socket.Shutdown(SocketShutdown.Send);
        await ReadToEndAsync(socket);

        using var client = sandbox.Server.CreateClient();
        Assert.Equal("ok", await client.GetStringAsync(new Uri("/healthz", UriKind.Relative), Token));
    }

    [Fact]
    public async Task Serving_certificate_is_valid_for_the_names_of_the_service_and_for_no_other()
    {
        Assert.Equal(SslPolicyErrors.None, await HandshakeAsync("kubernetes.default.svc"));
        Assert.Equal(SslPolicyErrors.RemoteCertificateNameMismatch, await HandshakeAsync("elsewhere.example"));
    }

    private async Task<SslPolicyErrors> HandshakeAsync(string host)
    {
        var found = SslPolicyErrors.None;
        using var handler = sandbox.Server.CreateHandler();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, sandbox.Server.Url.Port, Token);
        await using var stream = new SslStream(client.GetStream());
        var handshake = stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = host,
                CertificateChainPolicy = handler.SslOptions.CertificateChainPolicy,
                RemoteCertificateValidationCallback = (_, _, _, errors) =>
                {
                    found = errors;
                    return errors == SslPolicyErrors.None;
                },
            },
            Token);
        await ((Task)handshake).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return found;
    }

    private static async Task ReadToEndAsync(Socket socket)
    {
        var buffer = new byte[256];
        try
        {
            while (await socket.ReceiveAsync(buffer, Token) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // Hung up on in its own way.
        }
    }
}
