using PodKube.Client.Config;
using PodKube.Client.Errors;
using PodKube.Client.Http;
using PodKube.Client.Requests;
using PodKube.Client.Tests.Support;

namespace PodKube.Client.Tests.Auth;

public sealed class CredentialHandlerTests
{
    private const string TokenFile = "/sa/token";
    private readonly FakeFiles _files = new() { [TokenFile] = "old-token" };

    [Fact]
    public async Task The_token_goes_along_as_bearer()
    {
        FakeServer server = new(_ => FakeServer.Json("{}"));
        using KubeClient client = Client(server);

        using KubeResponse answer = await client.SendAsync(KubeRequest.Raw(HttpMethod.Get, "/version"));

        Assert.Equal("Bearer old-token", server.Requests.Single().Authorization);
    }

    [Fact]
    public async Task A_refused_token_is_read_again_and_the_request_sent_once_more()
    {
        FakeServer server = new(request =>
        {
            if (request.Authorization == "Bearer new-token")
            {
                return FakeServer.Json("{}");
            }

            _files[TokenFile] = "new-token";
            return FakeServer.Status(401, "Unauthorized", "Unauthorized");
        });
        using KubeClient client = Client(server);

        using KubeResponse answer = await client.SendAsync(KubeRequest.Raw(HttpMethod.Post, "/api/v1/namespaces", "{\"a\":1}"u8.ToArray()));

        Assert.Equal(200, answer.StatusCode);
        Assert.Equal(["Bearer old-token", "Bearer new-token"], server.Requests.Select(r => r.Authorization));
        Assert.All(server.Requests, r => Assert.Equal("{\"a\":1}", r.Body));
    }

    [Fact]
    public async Task A_refused_token_that_did_not_change_is_not_sent_again()
    {
        FakeServer server = new(_ => FakeServer.Status(401, "Unauthorized", "Unauthorized"));
        using KubeClient client = Client(server);

        KubeApiException e = await Assert.ThrowsAsync<KubeApiException>(() => client.SendAsync(KubeRequest.Raw(HttpMethod.Get, "/api")));

        Assert.True(e.IsUnauthorized);
        Assert.Single(server.Requests);
        Assert.DoesNotContain("old-token", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_refusal_ends_it()
    {
        int round = 0;
        FakeServer server = new(_ =>
        {
            _files[TokenFile] = $"token-{++round}";
            return FakeServer.Status(401, "Unauthorized", "Unauthorized");
        });
        using KubeClient client = Client(server);

        await Assert.ThrowsAsync<KubeApiException>(() => client.SendAsync(KubeRequest.Raw(HttpMethod.Get, "/api")));

        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Nothing_secret_goes_over_http()
    {
        FakeServer server = new(_ => FakeServer.Json("{}"));
        using KubeClient client = Client(server, new Uri("http://localhost:8001/"));

        using KubeResponse answer = await client.SendAsync(KubeRequest.Raw(HttpMethod.Get, "/version"));

        Assert.Null(server.Requests.Single().Authorization);
    }

    [Fact]
    public async Task A_redirect_is_an_error_and_not_followed()
    {
        FakeServer server = new(_ =>
        {
            HttpResponseMessage answer = FakeServer.Text("", 302);
            answer.Headers.Location = new Uri("https://elsewhere.example.com/");
            return answer;
        });
        using KubeClient client = Client(server);

        KubeApiException e = await Assert.ThrowsAsync<KubeApiException>(() => client.SendAsync(KubeRequest.Raw(HttpMethod.Get, "/api")));

        Assert.Equal(ErrorReason.Redirected, e.Reason);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_caller_cannot_bring_another_Authorization_header()
    {
        FakeServer server = new(_ => FakeServer.Json("{}"));
        using KubeClient client = Client(server);
        KubeRequest request = KubeRequest.Raw(HttpMethod.Get, "/api") with { Headers = [new("authorization", "Bearer mine")] };

        await Assert.ThrowsAsync<ArgumentException>(() => client.SendAsync(request));

        Assert.Empty(server.Requests);
    }

    private KubeClient Client(FakeServer server, Uri? address = null) => Clients.Over(
        server,
        new KubeClientOptions { FileSystem = _files, TimeProvider = new ManualTime() },
        new ClusterConfig { Server = address ?? new Uri("https://10.0.0.1/"), Credentials = new ClusterCredentials { TokenFile = TokenFile } });
}
