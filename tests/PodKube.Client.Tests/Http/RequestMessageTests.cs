using PodKube.Client.Config;
using PodKube.Client.Http;
using PodKube.Client.Requests;
using PodKube.Client.Tests.Support;

namespace PodKube.Client.Tests.Http;

public sealed class RequestMessageTests
{
    [Fact]
    public async Task The_client_names_itself_and_what_it_takes()
    {
        SentRequest sent = await SendAsync(KubeRequest.Raw(HttpMethod.Get, "/version"));

        Assert.StartsWith("podkube/", sent.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.Matches(@"^podkube/\d+\.\d+\.\d+$", sent.Headers["User-Agent"]);
        Assert.Equal("application/json, */*", sent.Headers["Accept"]);
    }

    [Fact]
    public async Task Impersonation_goes_along_with_every_request()
    {
        SentRequest sent = await SendAsync(KubeRequest.Raw(HttpMethod.Get, "/version"), Clients.Config with
        {
            Impersonation = new Impersonation
            {
                User = "jane",
                Uid = "7",
                Groups = ["dev", "ops"],
                Extra = new Dictionary<string, IReadOnlyList<string>> { ["example.com/scopes"] = ["a"] },
            },
        });

        Assert.Equal("jane", sent.Headers["Impersonate-User"]);
        Assert.Equal("7", sent.Headers["Impersonate-Uid"]);
        Assert.Equal("dev, ops", sent.Headers["Impersonate-Group"]);
        Assert.Equal("a", sent.Headers["Impersonate-Extra-example.com%2Fscopes"]);
    }

    [Fact]
    public async Task Paths_reach_the_server_as_they_were_written()
    {
        Assert.Equal("/api/v1/a%2Fb?x=%7B%7D", (await SendAsync(KubeRequest.Raw(HttpMethod.Get, "/api/v1/a%2Fb?x=%7B%7D"))).PathAndQuery);
        Assert.Equal("/k8s/clusters/c/version", (await SendAsync(
            KubeRequest.Raw(HttpMethod.Get, "/version"), Clients.Config with { Server = new Uri("https://rancher/k8s/clusters/c/") })).PathAndQuery);
    }

    [Fact]
    public async Task A_requests_own_headers_win()
    {
        SentRequest sent = await SendAsync(KubeRequest.Raw(HttpMethod.Post, "/x", "hello"u8.ToArray(), "text/plain") with
        {
            Headers = [new("Accept", "text/plain"), new("X-Mine", "1"), new("Content-Type", "text/csv")],
        });

        Assert.Equal(("text/plain", "1", "text/csv", "hello"), (sent.Headers["Accept"], sent.Headers["X-Mine"], sent.Headers["Content-Type"], sent.Body));
    }

    private static async Task<SentRequest> SendAsync(KubeRequest request, ClusterConfig? config = null)
    {
        FakeServer server = new(_ => FakeServer.Json("{}"));
        using KubeClient client = Clients.Over(server, null, config);
        using KubeResponse answer = await client.SendAsync(request);
        return server.Requests.Single();
    }
}
