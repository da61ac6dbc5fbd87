using System.Net;
using PodKube.Client.Errors;
using PodKube.Client.Http;
using PodKube.Client.Requests;
using PodKube.Client.Tests.Support;

namespace PodKube.Client.Tests.Http;

/// <summary>Answers whose headers come and whose body breaks off.</summary>
public sealed class BrokenAnswerTests
{
    private const string Pod = """{"kind":"Pod","metadata":{"name":"web","uid":"u1"}}""";

    private readonly ManualTime _time = new();

    [Fact]
    public async Task What_only_reads_is_asked_for_again()
    {
        FakeServer server = FakeServer.Script(Broken, Broken, () => FakeServer.Json(Pod));
        using KubeClient client = Client(server);

        Assert.Equal("u1", (await _time.DriveAsync(client.GetAsync(Clients.Pods, "a", "web"))).Uid);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task An_apply_is_sent_again_because_the_second_does_no_more_than_the_first()
    {
        FakeServer server = FakeServer.Script(Broken, () => FakeServer.Json(Pod));
        using KubeClient client = Client(server);

        await _time.DriveAsync(client.ApplyAsync(Clients.Pods, "a", "web", "{}"u8.ToArray(), new ApplyOptions { FieldManager = "me" }));

        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_patch_is_not_sent_again_and_may_have_been_carried_out()
    {
        FakeServer server = new(_ => Broken());
        using KubeClient client = Client(server);

        KubeTransportException failure = await Assert.ThrowsAsync<KubeTransportException>(
            () => _time.DriveAsync(client.PatchAsync(Clients.Pods, "a", "web", PatchType.Merge, "{}"u8.ToArray())));

        Assert.Single(server.Requests);
        Assert.True(failure.MayHaveBeenCarriedOut);
    }

    [Fact]
    public async Task After_the_last_repetition_the_failure_is_reported()
    {
        FakeServer server = new(_ => Broken());
        using KubeClient client = Client(server);

        KubeTransportException failure = await Assert.ThrowsAsync<KubeTransportException>(() => _time.DriveAsync(client.GetAsync(Clients.Pods, "a", "web")));

        Assert.Equal(ErrorReason.ConnectionLost, failure.Reason);
        Assert.False(failure.MayHaveBeenCarriedOut);
        Assert.Equal(1 + new RetryPolicy().MaxRetries, server.Requests.Count);
    }

    private static HttpResponseMessage Broken() =>
        new(HttpStatusCode.OK) { Content = new StreamContent(new BreakingStream("""{"kind":"Po"""u8.ToArray())) };

    private KubeClient Client(FakeServer server) => Clients.Over(server, new KubeClientOptions { TimeProvider = _time });
}
