using System.Net;
using System.Text;
using PodKube.Client.Errors;
using PodKube.Client.Requests;
using PodKube.Client.Resources;
using PodKube.Client.Tests.Support;

namespace PodKube.Client.Tests.Resources;

public sealed class ObjectListerTests
{
    private readonly List<string> _warnings = [];

    [Fact]
    public async Task Pages_follow_each_other_by_their_tokens()
    {
        List<ListPageInfo> pages = [];
        FakeServer server = new(r => Page(r, r.PathAndQuery.Contains("continue=t1", StringComparison.Ordinal) ? (3..5, null) : (0..3, "t1")));
        using KubeClient client = Client(server);

        List<KubeObject> items = await client
            .ListAsync(Clients.Pods, new ListOptions { Namespace = "a", ChunkSize = 3, LabelSelector = "app in (x,y)", ResourceVersion = "5", OnPage = pages.Add })
            .ToListAsync();

        Assert.Equal(["p0", "p1", "p2", "p3", "p4"], items.Select(i => i.Name));
        Assert.Equal(
            [
                "/api/v1/namespaces/a/pods?labelSelector=app%20in%20%28x%2Cy%29&limit=3&resourceVersion=5",
                "/api/v1/namespaces/a/pods?labelSelector=app%20in%20%28x%2Cy%29&limit=3&continue=t1",
            ],
            server.Requests.Select(r => r.PathAndQuery));
        Assert.Equal([(1, false), (2, true)], pages.Select(p => (p.Number, p.IsLast)));
    }

    [Fact]
    public async Task Who_takes_the_first_few_asks_for_one_page_only()
    {
        FakeServer server = new(r => Page(r, (0..100, "more")));
        using KubeClient client = Client(server);
        int taken = 0;

        await foreach (KubeObject item in client.ListAsync(Clients.Pods, new ListOptions { ChunkSize = 100 }))
        {
            if (++taken == 5)
            {
                break;
            }
        }

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task The_next_page_is_asked_for_while_this_one_is_being_taken()
    {
        FakeServer server = new(r => r.Number == 1 ? Page(r, (0..100, "more")) : Page(r, (100..101, null)));
        using KubeClient client = Client(server);
        await using IAsyncEnumerator<KubeObject> items = client.ListAsync(Clients.Pods, new ListOptions { ChunkSize = 100 }).GetAsyncEnumerator();
        for (int i = 0; i < 24; i++)
        {
            await items.MoveNextAsync();
        }

        int before = server.Requests.Count;
        await items.MoveNextAsync();

        Assert.Equal((1, 2), (before, server.Requests.Count));
    }

    [Fact]
    public async Task Empty_pages_in_between_do_not_end_the_list()
    {
        FakeServer server = new(r => r.Number switch { 1 => Page(r, (0..0, "t1")), 2 => Page(r, (0..2, "t2")), _ => Page(r, (0..0, null)) });
        using KubeClient client = Client(server);

        Assert.Equal(2, (await client.ListAsync(Clients.Pods).ToListAsync()).Count);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task An_expired_token_goes_on_with_the_one_the_server_offers_and_says_so()
    {
        FakeServer server = new(r => r.PathAndQuery switch
        {
            var p when p.Contains("continue=old", StringComparison.Ordinal) =>
                FakeServer.Status(410, "Expired", "The provided continue parameter is too old", metadata: """{"continue":"fresh"}"""),
            var p when p.Contains("continue=fresh", StringComparison.Ordinal) => Page(r, (3..5, null)),
            _ => Page(r, (0..3, "old")),
        });
        using KubeClient client = Client(server);

        List<KubeObject> items = await client.ListAsync(Clients.Pods, new ListOptions { ChunkSize = 3 }).ToListAsync();

        Assert.Equal(["p0", "p1", "p2", "p3", "p4"], items.Select(i => i.Name));
        Assert.Contains("present state", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_token_without_another_begins_anew_and_gives_nothing_twice()
    {
        FakeServer server = new(r => r.Number switch
        {
            1 => Page(r, (0..3, "old")),
            2 => FakeServer.Status(410, "Expired", "too old"),
            3 => Page(r, (1..4, "t2")),
            _ => Page(r, (4..6, null)),
        });
        using KubeClient client = Client(server);

        List<KubeObject> items = await client.ListAsync(Clients.Pods, new ListOptions { ChunkSize = 3 }).ToListAsync();

        Assert.Equal(["p0", "p1", "p2", "p3", "p4", "p5"], items.Select(i => i.Name));
        Assert.Contains("begun anew", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_expires_again_and_again_ends_with_the_error()
    {
        FakeServer server = new(r => r.PathAndQuery.Contains("continue", StringComparison.Ordinal)
            ? FakeServer.Status(410, "Expired", "too old")
            : Page(r, (0..3, "old")));
        using KubeClient client = Client(server);

        KubeApiException e = await Assert.ThrowsAsync<KubeApiException>(() => client.ListAsync(Clients.Pods, new ListOptions { ChunkSize = 3 }).ToListAsync());

        Assert.True(e.IsExpired);
    }

    [Fact]
    public async Task A_connection_that_breaks_within_a_page_asks_for_the_page_again_and_gives_nothing_twice()
    {
        FakeServer server = new(r => r.Number switch
        {
            1 => Page(r, (0..3, "t1")),
            2 => Broken(3..6, 2.5),
            _ => Page(r, (3..6, null)),
        });
        using KubeClient client = Client(server);

        List<KubeObject> items = await client.ListAsync(Clients.Pods, new ListOptions { ChunkSize = 3 }).ToListAsync();

        Assert.Equal(["p0", "p1", "p2", "p3", "p4", "p5"], items.Select(i => i.Name));
        Assert.Equal(["t1", "t1"], server.Requests.Skip(1).Select(r => r.PathAndQuery.Split("continue=")[1]));
    }

    [Fact]
    public async Task Packed_pages_that_break_or_are_left_lose_nothing_either()
    {
        FakeServer server = new(r => r.Number switch
        {
            1 => Gzip.Answer(Encoding.UTF8.GetBytes(Json(0..3, "t1"))),
            2 => Gzip.Answer(new BreakingStream(Gzip.Begin(Encoding.UTF8.GetBytes(Begin(3..6, 2.5))))),
            3 => Gzip.Answer(Encoding.UTF8.GetBytes(Json(3..6, "t2"))),
            _ => Gzip.Answer(Encoding.UTF8.GetBytes(Json(6..100, null))),
        });
        using KubeClient client = Client(server);

        List<KubeObject> items = [];
        await foreach (KubeObject item in client.ListAsync(Clients.Pods, new ListOptions { ChunkSize = 3 }))
        {
            items.Add(item);
            if (items.Count == 8)
            {
                break;
            }
        }

        Assert.Equal(["p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7"], items.Select(i => i.Name));
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task A_refused_list_throws_while_it_is_enumerated()
    {
        FakeServer server = new(_ => FakeServer.Status(403, "Forbidden", "pods is forbidden"));
        using KubeClient client = Client(server);
        IAsyncEnumerable<KubeObject> list = client.ListAsync(Clients.Pods);

        await Assert.ThrowsAsync<KubeApiException>(() => list.ToListAsync());
    }

    [Fact]
    public async Task Something_else_than_a_list_is_a_bad_response()
    {
        FakeServer server = new(_ => FakeServer.Text("<html>sign in</html>", 200));
        using KubeClient client = Client(server);

        KubeTransportException e = await Assert.ThrowsAsync<KubeTransportException>(() => client.ListAsync(Clients.Pods).ToListAsync());

        Assert.Equal(ErrorReason.BadResponse, e.Reason);
    }

    [Fact]
    public async Task Canceling_ends_a_list_that_waits_for_the_server()
    {
        using CancellationTokenSource stop = new();
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        FakeServer server = new(async (_, token) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            return FakeServer.Json("{}");
        });
        using KubeClient client = Client(server);
        Task listing = client.ListAsync(Clients.Pods, null, stop.Token).ToListAsync();
        await asked.Task;

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listing);
    }

    private static HttpResponseMessage Page(SentRequest request, (Range Items, string? Continue) page)
    {
        _ = request;
        return FakeServer.Json(Json(page.Items, page.Continue));
    }

    private static string Json(Range range, string? token)
    {
        string items = string.Join(',', Enumerable.Range(range.Start.Value, range.End.Value - range.Start.Value)
            .Select(i => $$$"""{"metadata":{"name":"p{{{i}}}","namespace":"a","uid":"00000000-0000-0000-0000-{{{i:D12}}}"}}"""));
        return $$"""{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"9"{{(token is null ? "" : $",\"continue\":\"{token}\"")}}},"items":[{{items}}]}""";
    }

    private static HttpResponseMessage Broken(Range items, double share) =>
        new(HttpStatusCode.OK) { Content = new StreamContent(new BreakingStream(Encoding.UTF8.GetBytes(Begin(items, share)))) };

    private static string Begin(Range items, double share)
    {
        string json = Json(items, null);
        int count = items.End.Value - items.Start.Value;
        int start = json.IndexOf("\"items\"", StringComparison.Ordinal);
        return json[..(start + (int)((json.Length - start) * share / count))];
    }

    private KubeClient Client(FakeServer server) =>
        Clients.Over(server, new KubeClientOptions { TimeProvider = new ManualTime(), OnWarning = _warnings.Add });
}
