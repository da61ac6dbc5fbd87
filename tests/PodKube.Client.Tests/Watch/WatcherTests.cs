using System.Globalization;
using System.Text;
using PodKube.Client.Errors;
using PodKube.Client.Resources;
using PodKube.Client.Tests.Support;
using PodKube.Client.Watch;

namespace PodKube.Client.Tests.Watch;

public sealed class WatcherTests
{
    private readonly ManualTime _time = new();
    private readonly List<string> _warnings = [];

    [Fact]
    public async Task What_is_there_comes_first_then_the_changes_from_that_version_on()
    {
        FakeServer server = Serve(
            lists: [List(10, ("a", 5), ("b", 7))],
            watches: [() => FeedStream.Ended(Event("MODIFIED", "a", 11) + Event("BOOKMARK", "", 15) + Event("DELETED", "b", 16))]);
        using KubeClient client = Client(server);

        List<string> seen = await TakeAsync(client, 4, new WatchOptions { Namespace = "x", LabelSelector = "app=w" });

        Assert.Equal(["Added a@5 initial", "Added b@7 initial", "Modified a@11", "Deleted b@16"], seen);
        string path = server.Requests[1].PathAndQuery;
        Assert.StartsWith("/api/v1/namespaces/x/pods?watch=true&allowWatchBookmarks=true&resourceVersion=10&timeoutSeconds=450&labelSelector=app%3Dw", path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_ends_or_breaks_is_taken_up_after_the_last_event_or_bookmark()
    {
        FakeServer server = Serve(
            lists: [List(10)],
            watches:
            [
                () => FeedStream.Ended(Event("ADDED", "a", 11)),
                () => FeedStream.Broken(Event("ADDED", "b", 12) + Event("ADDED", "cut", 99)[..30]),
                () => FeedStream.Ended(Event("BOOKMARK", "", 40)),
                () => FeedStream.Ended(Event("ADDED", "c", 41)),
            ]);
        using KubeClient client = Client(server);

        Assert.Equal(["Added a@11", "Added b@12", "Added c@41"], await TakeAsync(client, 3));
        Assert.Equal(["10", "11", "12", "40"], server.Requests.Skip(1).Select(Version));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_version_became_too_old_what_changed_meanwhile_is_found_by_comparing(bool inStream)
    {
        FakeServer server = Serve(
            lists: [List(10, ("gone", 1), ("same", 2), ("changed", 3), ("remade", 4, "old-uid")), List(90, ("same", 2), ("changed", 80), ("remade", 81, "new-uid"), ("new", 82))],
            watches: [() => inStream ? FeedStream.Ended(Expired) : null, () => FeedStream.Ended(Event("MODIFIED", "new", 91))]);
        using KubeClient client = Client(server);

        List<string> seen = await TakeAsync(client, 10);

        Assert.Equal(
            ["Modified changed@80", "Deleted remade@4", "Added remade@81", "Added new@82", "Deleted gone@1", "Modified new@91"], seen.Skip(4));
        Assert.Equal("90", Version(server.Requests[^1]));
    }

    [Fact]
    public async Task A_silent_connection_is_noticed_and_made_anew()
    {
        FeedStream silent = new();
        FakeServer server = Serve(lists: [List(10)], watches: [() => silent, () => FeedStream.Ended(Event("ADDED", "a", 11))]);
        using KubeClient client = Client(server);
        Task<List<string>> watching = TakeAsync(client, 1, new WatchOptions { IdleLimit = TimeSpan.FromMinutes(2) });
        await _time.WhenTimersSet(3);

        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(["Added a@11"], await watching);
        Assert.Equal("10", Version(server.Requests[2]));
    }

    [Fact]
    public async Task A_server_that_is_away_is_waited_for_longer_and_longer_and_told_of_once()
    {
        int attempts = 0;
        FakeServer server = Serve(
            lists: [List(10)],
            watches: [() => ++attempts <= 6 ? throw new HttpRequestException(HttpRequestError.ConnectionError, "refused") : FeedStream.Ended(Event("ADDED", "a", 11))]);
        using KubeClient client = Client(server);

        Assert.Equal(["Added a@11"], await _time.DriveAsync(TakeAsync(client, 1)));
        Assert.Equal(
            [0.6, 1.2, 2.4, 4.8, 9.6, 19.2], _time.Waits.Select(w => w.TotalSeconds).Where(s => s < 40).Select(s => Math.Round(s, 3)));
        Assert.Contains("interrupted", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_that_never_worked_fails_at_once()
    {
        using KubeClient client = Client(new FakeServer(_ => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused")));

        KubeTransportException e = await Assert.ThrowsAsync<KubeTransportException>(() => TakeAsync(client, 1));

        Assert.Equal(ErrorReason.ConnectionFailed, e.Reason);
    }

    [Theory]
    [InlineData(403, "Forbidden")]
    [InlineData(404, "NotFound")]
    public async Task A_denial_at_the_beginning_fails_and_a_passing_one_later_does_not(int code, string reason)
    {
        int watches = 0;
        FakeServer server = new(r => !r.PathAndQuery.Contains("watch=true", StringComparison.Ordinal)
            ? FakeServer.Json(List(10))
            : ++watches is > 1 and < 4 ? FakeServer.Status(code, reason, "no") : FeedStream.Ended(Event("ADDED", $"n{watches}", 10 + watches)).Answer());
        using KubeClient client = Client(server);
        using KubeClient denied = Client(new FakeServer(_ => FakeServer.Status(code, reason, "no")));

        Assert.Equal(["Added n1@11", "Added n4@14"], await _time.DriveAsync(TakeAsync(client, 2)));
        await Assert.ThrowsAsync<KubeApiException>(() => TakeAsync(denied, 1));
    }

    [Fact]
    public async Task A_denial_that_stays_ends_the_watch()
    {
        FakeServer server = new(r => r.PathAndQuery.Contains("watch=true", StringComparison.Ordinal)
            ? FakeServer.Status(403, "Forbidden", "no") : FakeServer.Json(List(10)));
        using KubeClient client = Client(server);

        KubeApiException e = await Assert.ThrowsAsync<KubeApiException>(() => _time.DriveAsync(TakeAsync(client, 1)));

        Assert.True(e.IsForbidden);
    }

    [Fact]
    public async Task Who_wants_only_changes_gets_no_initial_objects_and_a_sign_when_they_are_known()
    {
        FakeServer server = Serve(lists: [List(10, ("a", 5))], watches: [() => FeedStream.Ended(Event("DELETED", "a", 11))]);
        using KubeClient client = Client(server);

        Assert.Equal(["Listed", "Deleted a@11"], await TakeAsync(client, 2, new WatchOptions { IncludeInitial = false, IncludeListed = true }));
    }

    [Fact]
    public async Task A_given_version_is_followed_without_a_list()
    {
        FakeServer server = Serve(lists: [], watches: [() => FeedStream.Ended(Event("ADDED", "a", 8))]);
        using KubeClient client = Client(server);

        Assert.Equal(["Added a@8"], await TakeAsync(client, 1, new WatchOptions { ResourceVersion = "7" }));
        Assert.Equal("7", Version(server.Requests[0]));
    }

    [Fact]
    public async Task Twenty_thousand_events_over_forty_broken_connections_come_once_each()
    {
        const int Total = 20_000;
        FakeServer server = new(r =>
        {
            if (!r.PathAndQuery.Contains("watch=true", StringComparison.Ordinal))
            {
                return FakeServer.Json(List(0));
            }

            int from = int.Parse(Version(r), CultureInfo.InvariantCulture);
            StringBuilder events = new();
            for (int i = from + 1; i <= Math.Min(from + 500, Total); i++)
            {
                events.Append(Event("ADDED", $"p{i}", i));
            }

            // Every connection breaks in the middle of an event that was not sent whole.
            return FeedStream.Broken(events + Event("ADDED", "half", from + 501)[..20]).Answer();
        });
        using KubeClient client = Client(server);

        List<string> seen = await _time.DriveAsync(TakeAsync(client, Total));

        Assert.Equal(Enumerable.Range(1, Total).Select(i => $"Added p{i}@{i}"), seen);
        Assert.Equal(41, server.Requests.Count);
    }

    [Fact]
    public async Task A_list_of_several_moments_is_compared_with_another_before_watching()
    {
        FakeServer server = new(r => r.PathAndQuery switch
        {
            var p when p.Contains("watch=true", StringComparison.Ordinal) => FeedStream.Ended(Event("ADDED", "z", 31)).Answer(),
            var p when p.Contains("continue=old", StringComparison.Ordinal) => FakeServer.Status(410, "Expired", "too old", metadata: """{"continue":"fresh"}"""),
            var p when p.Contains("continue=fresh", StringComparison.Ordinal) => FakeServer.Json(List(20, ("b", 19))),
            var p when p.Contains("limit=", StringComparison.Ordinal) =>
                FakeServer.Json(List(10, ("a", 5)).Replace("\"resourceVersion\":\"10\"", "\"resourceVersion\":\"10\",\"continue\":\"old\"", StringComparison.Ordinal)),
            _ => FakeServer.Json(List(30, ("a", 15), ("b", 19))),
        });
        using KubeClient client = Client(server);

        Assert.Equal(["Added a@5 initial", "Added b@19 initial", "Modified a@15", "Added z@31"], await TakeAsync(client, 4));
        Assert.Equal("30", Version(server.Requests[^1]));
    }

    [Fact]
    public async Task Canceling_ends_a_watch_that_waits_for_an_event()
    {
        using CancellationTokenSource stop = new();
        FakeServer server = Serve(lists: [List(10)], watches: [() => new FeedStream()]);
        using KubeClient client = Client(server);
        Task watching = client.WatchAsync(Clients.Pods, null, stop.Token).ToListAsync();
        await _time.WhenTimersSet(3);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    private const string Expired =
        """{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"too old resource version: 1 (26192)","reason":"Expired","code":410}}""" + "\n";

    private static string Event(string type, string name, int version)
    {
        string identity = name.Length == 0 ? "" : $"\"name\":\"{name}\",\"namespace\":\"x\",\"uid\":\"u-{name}\",";
        return $$$$"""{"type":"{{{{type}}}}","object":{"kind":"Pod","apiVersion":"v1","metadata":{{{{{identity}}}}"resourceVersion":"{{{{version}}}}"}}}""" + "\n";
    }

    private static string List(int version, params object[] items)
    {
        string json = string.Join(',', items.Select(item =>
        {
            (string name, int own, string uid) = item switch
            {
                ValueTuple<string, int, string> three => three,
                ValueTuple<string, int> two => (two.Item1, two.Item2, $"u-{two.Item1}"),
                _ => throw new ArgumentException("not an item"),
            };
            return $$$"""{"metadata":{"name":"{{{name}}}","namespace":"x","uid":"{{{uid}}}","resourceVersion":"{{{own}}}"}}""";
        }));
        return $$$"""{"kind":"PodList","metadata":{"resourceVersion":"{{{version}}}"},"items":[{{{json}}}]}""";
    }

    private static string Version(SentRequest request) => request.PathAndQuery.Split("resourceVersion=")[1].Split('&')[0];

    private static FakeServer Serve(string[] lists, Func<FeedStream?>[] watches)
    {
        int list = 0;
        int watch = 0;
        return new FakeServer(r => r.PathAndQuery.Contains("watch=true", StringComparison.Ordinal)
            ? watches[Math.Min(watch++, watches.Length - 1)]()?.Answer() ?? FakeServer.Status(410, "Expired", "too old resource version")
            : FakeServer.Json(lists[list++]));
    }

    private static async Task<List<string>> TakeAsync(KubeClient client, int count, WatchOptions? options = null)
    {
        List<string> seen = [];
        await foreach (WatchEvent e in client.WatchAsync(Clients.Pods, options))
        {
            seen.Add(e.Item is { } item ? $"{e.Type} {item.Name}@{item.ResourceVersion}{(e.IsInitial ? " initial" : "")}" : $"{e.Type}");
            if (seen.Count == count)
            {
                break;
            }
        }

        return seen;
    }

    private KubeClient Client(FakeServer server) =>
        Clients.Over(server, new KubeClientOptions { TimeProvider = _time, Jitter = () => 0.5, OnWarning = _warnings.Add, Retry = PodKube.Client.Http.RetryPolicy.None });
}
