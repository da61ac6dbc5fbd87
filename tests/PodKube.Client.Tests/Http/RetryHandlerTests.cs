using PodKube.Client.Errors;
using PodKube.Client.Http;
using PodKube.Client.Requests;
using PodKube.Client.Tests.Support;

namespace PodKube.Client.Tests.Http;

public sealed class RetryHandlerTests
{
    private static readonly KubeRequest s_get = KubeRequest.Raw(HttpMethod.Get, "/api/v1/pods");
    private static readonly KubeRequest s_post = KubeRequest.Raw(HttpMethod.Post, "/api/v1/namespaces", "{}"u8.ToArray());
    private readonly ManualTime _time = new();

    public static TheoryData<string, int, int?, bool> Cases => new()
    {
        { "GET", 429, 1, true },
        { "GET", 429, null, true },
        { "GET", 503, 2, true },
        { "GET", 504, 1, true },
        { "GET", 503, null, false },
        { "GET", 504, null, false },
        { "GET", 500, 1, false },
        { "GET", 429, 31, false },
        { "POST", 429, 1, true },
        { "POST", 503, 1, false },
        { "POST", 504, 1, false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_failure_is_repeated_only_where_that_is_harmless(string method, int status, int? retryAfter, bool repeated)
    {
        FakeServer server = FakeServer.Script(() => FakeServer.Text("later", status, retryAfter), () => FakeServer.Json("{}"));
        using KubeClient client = Client(server);

        using KubeResponse answer = await _time.DriveAsync(client.SendAnyAsync(method == "GET" ? s_get : s_post));

        Assert.Equal(repeated ? 2 : 1, server.Requests.Count);
        Assert.Equal(repeated ? 200 : status, answer.StatusCode);
    }

    [Fact]
    public async Task A_caller_that_asks_again_himself_sees_the_429()
    {
        FakeServer server = FakeServer.Script(() => FakeServer.Text("later", 429, 1), () => FakeServer.Json("{}"));
        using KubeClient client = Client(server);

        using KubeResponse answer = await _time.DriveAsync(client.SendAnyAsync(s_post with { RepeatsWhenBusy = false }));

        Assert.Equal(429, answer.StatusCode);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task The_wait_is_what_the_server_asks_and_a_little_more()
    {
        FakeServer server = FakeServer.Script(() => FakeServer.Text("later", 429, 3), () => FakeServer.Json("{}"));
        using KubeClient client = Client(server);

        using KubeResponse answer = await _time.DriveAsync(client.SendAnyAsync(s_get));

        Assert.Contains(TimeSpan.FromSeconds(3) + TimeSpan.FromMilliseconds(125), _time.Waits);
    }

    [Fact]
    public async Task A_broken_connection_is_tried_again_for_what_only_reads()
    {
        FakeServer server = FakeServer.Script(
            () => throw new HttpRequestException(HttpRequestError.ResponseEnded, "broken"), () => FakeServer.Json("{}"));
        using KubeClient client = Client(server);

        using KubeResponse answer = await _time.DriveAsync(client.SendAnyAsync(s_get));

        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_create_whose_connection_broke_is_not_repeated_and_says_that_it_may_have_happened()
    {
        FakeServer server = FakeServer.Script(
            () => throw new HttpRequestException(HttpRequestError.ResponseEnded, "broken"), () => FakeServer.Json("{}"));
        using KubeClient client = Client(server);

        KubeTransportException e = await Assert.ThrowsAsync<KubeTransportException>(() => _time.DriveAsync(client.SendAnyAsync(s_post)));

        Assert.Equal(ErrorReason.ConnectionLost, e.Reason);
        Assert.True(e.MayHaveBeenCarriedOut);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task After_the_last_repetition_the_failure_is_reported()
    {
        FakeServer server = FakeServer.Script(() => FakeServer.Text("Too many requests, please try again later.\n", 429, 1));
        using KubeClient client = Client(server);

        KubeApiException e = await Assert.ThrowsAsync<KubeApiException>(() => _time.DriveAsync(client.SendAsync(s_get)));

        Assert.True(e.IsTooManyRequests);
        Assert.Equal("Too many requests, please try again later.", e.Message);
        Assert.Equal(TimeSpan.FromSeconds(1), e.RetryAfter);
        Assert.Equal(6, server.Requests.Count);
    }

    [Fact]
    public async Task Waiting_ends_at_once_when_canceled()
    {
        FakeServer server = FakeServer.Script(() => FakeServer.Text("later", 429, 20));
        using KubeClient client = Client(server);
        using CancellationTokenSource stop = new();
        Task<KubeResponse> sending = client.SendAnyAsync(s_get, stop.Token);
        await _time.WhenTimersSet(2);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task Every_sending_is_observed_with_its_attempt()
    {
        List<RequestObservation> seen = [];
        FakeServer server = FakeServer.Script(() => FakeServer.Text("later", 429, 1), () => FakeServer.Json("{}"));
        using KubeClient client = Client(server, seen.Add);

        using KubeResponse answer = await _time.DriveAsync(client.SendAnyAsync(s_get));

        Assert.Equal([(429, 1), (200, 2)], seen.Select(o => (o.StatusCode!.Value, o.Attempt)));
        Assert.All(seen, o => Assert.Equal(("list", "pods"), (o.Target.Verb, o.Target.Resource)));
    }

    private KubeClient Client(FakeServer server, Action<RequestObservation>? observer = null) =>
        Clients.Over(server, new KubeClientOptions { TimeProvider = _time, Jitter = () => 0.5, OnRequest = observer });
}
