using System.Net;
using System.Text;
using PodKube.Client.Errors;
using PodKube.Client.Http;
using PodKube.Client.Requests;
using PodKube.Client.Resources;
using PodKube.Client.Tests.Support;

namespace PodKube.Client.Tests.Http;

public sealed class CompressionHandlerTests
{
    private const string Pod = """{"kind":"Pod","apiVersion":"v1","metadata":{"name":"web","uid":"u1"}}""";
    private const string List = """{"kind":"PodList","metadata":{"resourceVersion":"7"},"items":[{"metadata":{"name":"a"}},{"metadata":{"name":"b"}}]}""";

    [Fact]
    public async Task An_object_is_asked_for_and_unpacked()
    {
        FakeServer server = new(_ => Packed(Pod));
        using KubeClient client = Clients.Over(server);

        Assert.Equal("u1", (await client.GetAsync(Clients.Pods, "a", "web", TestContext.Current.CancellationToken)).Uid);
        Assert.Equal("gzip", Assert.Single(server.Requests).Headers["Accept-Encoding"]);
    }

    [Fact]
    public async Task A_list_is_unpacked_while_it_arrives()
    {
        FakeServer server = new(_ => Packed(List));
        using KubeClient client = Clients.Over(server);

        List<string> names = [];
        await foreach (KubeObject item in client.ListAsync(Clients.Pods, null, TestContext.Current.CancellationToken))
        {
            names.Add(item.Name);
        }

        Assert.Equal(["a", "b"], names);
    }

    [Fact]
    public async Task What_stays_open_is_never_packed()
    {
        FakeServer server = new(_ => FakeServer.Json("{}"));
        using KubeClient client = Clients.Over(server);

        using KubeResponse response = await client.SendAsync(
            KubeRequest.Raw(HttpMethod.Get, "/api/v1/pods?watch=true") with { IsStream = true }, TestContext.Current.CancellationToken);

        Assert.DoesNotContain("Accept-Encoding", Assert.Single(server.Requests).Headers);
    }

    [Fact]
    public async Task The_answer_shows_what_was_unpacked()
    {
        FakeServer server = new(_ => Packed(Pod));
        using KubeClient client = Clients.Over(server);

        using KubeResponse response = await client.SendAsync(KubeRequest.Raw(HttpMethod.Get, "/x"), TestContext.Current.CancellationToken);

        Assert.DoesNotContain(response.Headers, header => header.Key is "Content-Encoding" or "Content-Length");
        Assert.Equal("application/json", response.MediaType);
        Assert.Equal(Pod, await response.ReadAsTextAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Failures_come_packed_too()
    {
        FakeServer server = new(_ => Packed("""{"kind":"Status","code":404,"reason":"NotFound","message":"pods \"web\" not found"}""", HttpStatusCode.NotFound));
        using KubeClient client = Clients.Over(server);

        KubeApiException failure = await Assert.ThrowsAsync<KubeApiException>(
            () => client.GetAsync(Clients.Pods, "a", "web", TestContext.Current.CancellationToken));

        Assert.True(failure.IsNotFound);
    }

    [Fact]
    public async Task What_is_not_the_gzip_that_it_says_it_is_is_a_bad_response()
    {
        FakeServer server = new(_ => Gzip.Answer(new MemoryStream("{}"u8.ToArray())));
        using KubeClient client = Clients.Over(server);

        KubeTransportException failure = await Assert.ThrowsAsync<KubeTransportException>(
            () => client.GetAsync(Clients.Pods, "a", "web", TestContext.Current.CancellationToken));

        Assert.Equal(ErrorReason.BadResponse, failure.Reason);
    }

    [Fact]
    public async Task Where_it_is_not_wanted_nothing_is_asked_for()
    {
        FakeServer server = new(_ => FakeServer.Json(Pod));
        using KubeClient client = Clients.Over(server, new KubeClientOptions { AcceptCompression = false });

        await client.GetAsync(Clients.Pods, "a", "web", TestContext.Current.CancellationToken);

        Assert.DoesNotContain("Accept-Encoding", Assert.Single(server.Requests).Headers);
    }

    private static HttpResponseMessage Packed(string text, HttpStatusCode code = HttpStatusCode.OK) => Gzip.Answer(Encoding.UTF8.GetBytes(text), code);
}
