using System.Net;
using PodKube.Client.Errors;
using PodKube.Client.Requests;
using PodKube.Client.Tests.Support;

namespace PodKube.Client.Tests.Writes;

public sealed class ObjectCreationTests
{
    private static readonly byte[] s_pod = """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web"}}"""u8.ToArray();

    [Fact]
    public async Task What_the_server_made_comes_back()
    {
        using KubeClient client = Clients.Over(new FakeServer(_ => FakeServer.Json("""{"kind":"Pod","metadata":{"name":"web","uid":"u1"}}""", 201)));

        Assert.Equal("u1", (await client.CreateAsync(Clients.Pods, "a", s_pod)).Uid);
    }

    [Fact]
    public async Task After_a_broken_connection_nothing_is_sent_twice_and_an_object_that_is_there_is_told()
    {
        FakeServer server = Breaking(() => FakeServer.Json("""{"kind":"Pod","metadata":{"name":"web","uid":"u1"}}"""));

        KubeTransportException failure = await CreateAsync(server, s_pod);

        Assert.Equal(["POST", "GET"], server.Requests.Select(r => r.Method));
        Assert.Contains("Pod a/web is there (uid u1)", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.MayHaveBeenCarriedOut);
        Assert.Equal(ErrorReason.ConnectionLost, failure.Reason);
    }

    [Fact]
    public async Task After_a_broken_connection_an_object_that_is_not_there_is_told()
    {
        FakeServer server = Breaking(() => FakeServer.Status(404, "NotFound", "pods \"web\" not found", """{"name":"web","kind":"pods"}"""));

        KubeTransportException failure = await CreateAsync(server, s_pod);

        Assert.Contains("was not created", failure.Message, StringComparison.Ordinal);
        Assert.Contains("safe", failure.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_in_the_middle_is_a_broken_connection_too()
    {
        FakeServer server = new(r => r.Method == "POST"
            ? new HttpResponseMessage(HttpStatusCode.Created) { Content = new StreamContent(new BreakingStream("""{"kind":"Po"""u8.ToArray())) }
            : FakeServer.Json("""{"kind":"Pod","metadata":{"name":"web","uid":"u1"}}"""));

        KubeTransportException failure = await CreateAsync(server, s_pod);

        Assert.Equal(["POST", "GET"], server.Requests.Select(r => r.Method));
        Assert.Contains("Pod a/web is there (uid u1)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_server_cannot_be_asked_that_is_told()
    {
        FakeServer server = Breaking(() => FakeServer.Status(403, "Forbidden", "pods \"web\" is forbidden"));

        Assert.Contains("could not be found out", (await CreateAsync(server, s_pod)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_the_server_would_have_made_cannot_be_asked_for()
    {
        FakeServer server = Breaking(() => FakeServer.Json("{}"));

        KubeTransportException failure = await CreateAsync(server, """{"metadata":{"generateName":"web-"}}"""u8.ToArray());

        Assert.Single(server.Requests);
        Assert.Contains("left to the server", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_leaves_nothing_to_ask_for()
    {
        FakeServer server = Breaking(() => FakeServer.Json("{}"));
        using KubeClient client = Clients.Over(server);

        await Assert.ThrowsAsync<KubeTransportException>(() => client.CreateAsync(Clients.Pods, "a", s_pod, new CreateOptions { DryRun = true }));

        Assert.Single(server.Requests);
    }

    private static FakeServer Breaking(Func<HttpResponseMessage> answer) => new(
        r => r.Method == "POST" ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "broken") : answer());

    private static async Task<KubeTransportException> CreateAsync(FakeServer server, byte[] json)
    {
        using KubeClient client = Clients.Over(server);
        return await Assert.ThrowsAsync<KubeTransportException>(() => client.CreateAsync(Clients.Pods, "a", json));
    }
}
