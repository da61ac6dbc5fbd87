using System.Net;
using System.Net.Sockets;
using PodKube.Client.Errors;
using PodKube.Client.Http;
using PodKube.Client.Requests;
using PodKube.Client.Tests.Support;

namespace PodKube.Client.Tests.Http;

public sealed class DeadlineHandlerTests
{
    private readonly ManualTime _time = new();

    [Theory]
    [InlineData("GET", false)]
    [InlineData("POST", true)]
    public async Task An_answer_that_does_not_come_is_a_timeout_with_the_limit(string method, bool mayHaveHappened)
    {
        FakeServer server = new(async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return FakeServer.Json("{}");
        });
        using KubeClient client = Clients.Over(server, new KubeClientOptions { TimeProvider = _time, ResponseTimeout = TimeSpan.FromSeconds(65) });
        Task<KubeResponse> sending = client.SendAsync(KubeRequest.Raw(new HttpMethod(method), "/api/v1/pods"));
        await _time.WhenTimersSet(1);

        _time.Advance(TimeSpan.FromSeconds(65));

        KubeTransportException e = await Assert.ThrowsAsync<KubeTransportException>(() => sending);
        Assert.Equal(ErrorReason.Timeout, e.Reason);
        Assert.Contains("65 s", e.Message, StringComparison.Ordinal);
        Assert.Equal(mayHaveHappened, e.MayHaveBeenCarriedOut);
    }

    [Fact]
    public async Task A_caller_who_cancels_gets_a_cancellation_and_no_timeout()
    {
        using CancellationTokenSource stop = new();
        FakeServer server = new(async (_, token) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
            return FakeServer.Json("{}");
        });
        using KubeClient client = Clients.Over(server);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.SendAsync(KubeRequest.Raw(HttpMethod.Get, "/api"), stop.Token));
    }

    [Fact]
    public async Task A_body_that_stands_still_is_a_timeout()
    {
        FakeServer server = new(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new StandingStream()) });
        using KubeClient client = Clients.Over(server, new KubeClientOptions { TimeProvider = _time });
        using KubeResponse answer = await client.SendAsync(KubeRequest.Raw(HttpMethod.Get, "/api"));
        Task<byte[]> reading = answer.ReadAsBytesAsync();
        await _time.WhenTimersSet(2);

        _time.Advance(TimeSpan.FromSeconds(65));

        Assert.Equal(ErrorReason.Timeout, (await Assert.ThrowsAsync<KubeTransportException>(() => reading)).Reason);
    }

    public static TheoryData<HttpRequestException, string> Failures => new()
    {
        { new(HttpRequestError.NameResolutionError, "unknown host"), ErrorReason.HostNotFound },
        { new(HttpRequestError.ConnectionError, "no route", new SocketException((int)SocketError.HostUnreachable)), ErrorReason.ConnectionFailed },
        { new(HttpRequestError.SecureConnectionError, "tls"), ErrorReason.TlsFailed },
        { new(HttpRequestError.ProxyTunnelError, "407"), ErrorReason.ConnectionFailed },
        { new(HttpRequestError.InvalidResponse, "not http"), ErrorReason.BadResponse },
        { new(HttpRequestError.ResponseEnded, "ended"), ErrorReason.ConnectionLost },
        { new(HttpRequestError.Unknown, "reset", new IOException("reset")), ErrorReason.ConnectionLost },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Each_way_to_get_no_answer_has_a_reason_of_its_own(HttpRequestException failure, string reason)
    {
        using KubeClient client = Clients.Over(new FakeServer(_ => throw failure), new KubeClientOptions { Retry = RetryPolicy.None });

        KubeTransportException e = await Assert.ThrowsAsync<KubeTransportException>(() => client.SendAsync(KubeRequest.Raw(HttpMethod.Get, "/api")));

        Assert.Equal(reason, e.Reason);
        Assert.Equal(Clients.Config.Server, e.Server);
    }

    private sealed class StandingStream : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}
