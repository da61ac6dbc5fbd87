using PodKube.Client.Errors;
using PodKube.Client.Tests.Support;
using PodKube.Client.Writes;

namespace PodKube.Client.Tests.Writes;

public sealed class ForcedReplacementTests
{
    private static readonly byte[] s_pod =
        """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","uid":"old","resourceVersion":"1","labels":{"a":"b"}},"spec":{"x":1.50}}"""u8.ToArray();

    [Fact]
    public async Task It_goes_out_under_the_version_that_is_there_now()
    {
        FakeServer server = new(_ => FakeServer.Json("""{"kind":"Pod","metadata":{"name":"web","resourceVersion":"7"}}"""));
        using KubeClient client = Clients.Over(server);

        await ForcedReplacement.RunAsync(client, Clients.Pods, "a", "web", s_pod);

        Assert.Equal(
            """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","labels":{"a":"b"},"resourceVersion":"7"},"spec":{"x":1.50}}""",
            server.Requests[1].Body);
    }

    [Fact]
    public async Task Who_writes_in_between_is_overwritten_too()
    {
        int puts = 0;
        FakeServer server = new(r => r.Method == "PUT" && ++puts == 1
            ? FakeServer.Status(409, "Conflict", "modified")
            : FakeServer.Json($$$"""{"kind":"Pod","metadata":{"name":"web","resourceVersion":"{{{r.Number}}}"}}"""));
        using KubeClient client = Clients.Over(server);

        await ForcedReplacement.RunAsync(client, Clients.Pods, "a", "web", s_pod);

        Assert.Equal(["GET", "PUT", "GET", "PUT"], server.Requests.Select(r => r.Method));
        Assert.Contains("\"resourceVersion\":\"3\"", server.Requests[3].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conflict_that_never_ends_is_told()
    {
        FakeServer server = new(r => r.Method == "PUT"
            ? FakeServer.Status(409, "Conflict", "modified")
            : FakeServer.Json("""{"kind":"Pod","metadata":{"name":"web","resourceVersion":"7"}}"""));
        using KubeClient client = Clients.Over(server);

        KubeApiException failure = await Assert.ThrowsAsync<KubeApiException>(() => ForcedReplacement.RunAsync(client, Clients.Pods, "a", "web", s_pod));

        Assert.True(failure.IsConflict);
        Assert.Contains("Read the object again", failure.Advice, StringComparison.Ordinal);
    }
}
