using System.Text;
using PodKube.Client.Errors;
using PodKube.Client.Http;
using PodKube.Client.Streams;
using PodKube.Client.Tests.Support;

namespace PodKube.Client.Tests.Streams;

public sealed class LogReaderTests
{
    private const string Running = """{"kind":"Pod","status":{"containerStatuses":[{"name":"c","state":{"running":{}}}]}}""";
    private const string Ended = """{"kind":"Pod","status":{"containerStatuses":[{"name":"c","state":{"terminated":{}}}]}}""";
    private static readonly DateTimeOffset s_start = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);
    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_log_is_read_line_by_line_with_what_was_asked_for()
    {
        FakeServer server = new(_ => FeedStream.Ended("one\n\ntwo\r\nlast without end").Answer());
        using KubeClient client = Client(server);

        List<LogLine> lines = await client
            .ReadLogAsync("x", "web", new LogOptions { Container = "c", Previous = true, Since = TimeSpan.FromSeconds(90.5), TailLines = 5, LimitBytes = 100 })
            .ToListAsync();

        Assert.Equal(["one", "", "two\r", "last without end"], lines.Select(l => l.Text));
        Assert.Equal("/api/v1/namespaces/x/pods/web/log?container=c&previous=true&sinceSeconds=91&tailLines=5&limitBytes=100", server.Requests.Single().PathAndQuery);
        Assert.Equal(("get", "log"), (Target(client).Verb, Target(client).Subresource));
    }

    [Fact]
    public async Task Times_are_taken_off_the_lines()
    {
        using KubeClient client = Client(new FakeServer(_ => FeedStream.Ended("2026-11-21T10:00:00.123456789Z hello world\n2026-11-21T10:00:01Z \n").Answer()));

        List<LogLine> lines = await client.ReadLogAsync("x", "web", new LogOptions { Timestamps = true }).ToListAsync();

        Assert.Equal(["hello world", ""], lines.Select(l => l.Text));
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero).AddTicks(1234567), lines[0].Time);
    }

    [Fact]
    public async Task Bytes_and_long_lines_arrive_as_they_were_written()
    {
        byte[] line = [.. Encoding.UTF8.GetBytes(new string('ä', 500_000)), 0xFF, 0x00, .. "🙂"u8];
        FeedStream feed = new();
        foreach (byte[] piece in line.Append((byte)'\n').Chunk(999))
        {
            feed.Feed(piece);
        }

        feed.End();
        using KubeClient client = Client(new FakeServer(_ => feed.Answer()));

        List<LogLine> lines = await client.ReadLogAsync("x", "web").ToListAsync();

        Assert.Equal(line, Assert.Single(lines).Utf8.ToArray());
    }

    [Fact]
    public async Task A_follow_that_breaks_goes_on_without_losing_or_repeating_a_line()
    {
        string[] log =
        [
            "2026-11-21T10:00:00.1Z a", "2026-11-21T10:00:01.000000001Z b", "2026-11-21T10:00:01.000000001Z b", "2026-11-21T10:00:01.000000002Z c",
            "2026-11-21T10:00:01.000000002Z c", "2026-11-21T10:00:01.9Z d", "2026-11-21T10:00:03Z e",
        ];
        FakeServer server = new(r => r.PathAndQuery switch
        {
            var p when !p.Contains("/log", StringComparison.Ordinal) => FakeServer.Json(Ended),
            var p when p.Contains("sinceTime=2026-11-21T10%3A00%3A01Z", StringComparison.Ordinal) =>
                r.Number == 2 ? FeedStream.Broken(Text(log[1..5])).Answer() : FeedStream.Ended(Text(log[1..])).Answer(),
            _ => FeedStream.Broken(Text(log[..4]) + "2026-11-21T10:00:01.0000").Answer(),
        });
        using KubeClient client = Client(server);

        List<LogLine> lines = await _time.DriveAsync(client.ReadLogAsync("x", "web", new LogOptions { Follow = true, TailLines = 10 }).ToListAsync());

        Assert.Equal(["a", "b", "b", "c", "c", "d", "e"], lines.Select(l => l.Text));
        Assert.Contains("tailLines=10", server.Requests[0].PathAndQuery, StringComparison.Ordinal);
        Assert.DoesNotContain("tailLines", server.Requests[1].PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_follow_over_many_breaks_gives_every_line_once_and_in_order()
    {
        const int Total = 100_000;
        FakeServer server = new(r =>
        {
            // Ten lines a second; every connection brings some 7,000 of them, from the whole second that was asked for, and breaks within a line.
            int from = r.Number == 1 ? 0 : SecondOf(r) * 10;
            int to = Math.Min(Total, from + 7_003);
            string body = string.Concat(Enumerable.Range(from, to - from).Select(Line));
            return to < Total ? FeedStream.Broken(body + Line(to)[..^5]).Answer() : r.PathAndQuery.Contains("/log", StringComparison.Ordinal) ? FeedStream.Ended(body).Answer() : FakeServer.Json(Ended);
        });
        using KubeClient client = Client(server);

        List<LogLine> lines = await _time.DriveAsync(client.ReadLogAsync("x", "web", new LogOptions { Follow = true }).ToListAsync());

        Assert.Equal(Enumerable.Range(0, Total).Select(i => $"line {i}"), lines.Select(l => l.Text));
        Assert.True(server.Requests.Count > 14);

        static string Line(int i) => $"{s_start.AddMilliseconds(i * 100):yyyy-MM-dd'T'HH:mm:ss.fffffff}00Z line {i}\n";
        static int SecondOf(SentRequest request) => request.PathAndQuery.Split("sinceTime=") is [_, string rest]
            ? (int)(DateTimeOffset.Parse(Uri.UnescapeDataString(rest.Split('&')[0]), System.Globalization.CultureInfo.InvariantCulture) - s_start).TotalSeconds
            : Total / 10;
    }

    [Fact]
    public async Task Lines_that_were_rotated_away_do_not_hide_new_ones()
    {
        FakeServer server = new(r => r.Number switch
        {
            1 => FeedStream.Broken("2026-11-21T10:00:00.1Z a\n2026-11-21T10:00:00.2Z b\n").Answer(),
            2 => FeedStream.Ended("2026-11-21T10:00:00.3Z c\n").Answer(),
            _ => FakeServer.Json(Ended),
        });
        using KubeClient client = Client(server);

        List<LogLine> lines = await _time.DriveAsync(client.ReadLogAsync("x", "web", new LogOptions { Follow = true }).ToListAsync());

        Assert.Equal(["a", "b", "c"], lines.Select(l => l.Text));
    }

    [Fact]
    public async Task A_follow_ends_with_its_container_and_goes_on_while_that_runs()
    {
        FakeServer server = new(r => r.Number switch
        {
            1 => FeedStream.Ended("2026-11-21T10:00:00Z a\n").Answer(),
            2 => FakeServer.Json(Running),
            3 => FeedStream.Ended("2026-11-21T10:00:00Z a\n2026-11-21T10:00:05Z b\n").Answer(),
            4 => FakeServer.Json(Ended),
            _ => throw new InvalidOperationException("asked too often"),
        });
        using KubeClient client = Client(server);

        List<LogLine> lines = await _time.DriveAsync(client.ReadLogAsync("x", "web", new LogOptions { Follow = true, Container = "c" }).ToListAsync());

        Assert.Equal(["a", "b"], lines.Select(l => l.Text));
    }

    [Fact]
    public async Task A_follow_that_broke_before_its_first_line_begins_at_the_servers_time()
    {
        FakeServer server = new(r =>
        {
            if (r.Number == 1)
            {
                HttpResponseMessage answer = FeedStream.Broken("").Answer();
                answer.Headers.Date = new DateTimeOffset(2026, 11, 21, 9, 0, 7, TimeSpan.Zero);
                return answer;
            }

            return r.Number == 2 ? FeedStream.Ended("2026-11-21T10:00:05Z b\n").Answer() : FakeServer.Json(Ended);
        });
        using KubeClient client = Client(server);

        List<LogLine> lines = await _time.DriveAsync(client.ReadLogAsync("x", "web", new LogOptions { Follow = true, TailLines = 0 }).ToListAsync());

        Assert.Equal("b", Assert.Single(lines).Text);
        Assert.Contains("sinceTime=2026-11-21T09%3A00%3A07Z", server.Requests[1].PathAndQuery, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData(60, "&sinceTime=2026-11-21T08%3A59%3A07Z")]
    public async Task A_follow_of_the_whole_log_that_broke_before_its_first_line_asks_for_all_of_it_again(int? since, string asked)
    {
        FakeServer server = new(r =>
        {
            HttpResponseMessage answer = r.Number == 1 ? FeedStream.Broken("").Answer()
                : r.Number == 2 ? FeedStream.Ended("2026-11-21T08:59:30Z old\n2026-11-21T10:00:05Z new\n").Answer() : FakeServer.Json(Ended);
            answer.Headers.Date = new DateTimeOffset(2026, 11, 21, 9, 0, 7, TimeSpan.Zero);
            return answer;
        });
        using KubeClient client = Client(server);
        LogOptions options = new() { Follow = true, Since = since is { } seconds ? TimeSpan.FromSeconds(seconds) : null };

        List<LogLine> lines = await _time.DriveAsync(client.ReadLogAsync("x", "web", options).ToListAsync());

        Assert.Equal(["old", "new"], lines.Select(l => l.Text));
        Assert.EndsWith($"/log?follow=true{asked}&timestamps=true", server.Requests[1].PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_is_not_followed_reports_its_break()
    {
        using KubeClient client = Client(new FakeServer(_ => FeedStream.Broken("one\n").Answer()));

        KubeTransportException e = await Assert.ThrowsAsync<KubeTransportException>(() => client.ReadLogAsync("x", "web").ToListAsync());

        Assert.Equal(ErrorReason.ConnectionLost, e.Reason);
    }

    [Fact]
    public async Task A_container_that_is_not_there_yet_is_an_error_at_once()
    {
        using KubeClient client = Client(new FakeServer(_ => FakeServer.Status(400, "BadRequest", "container \"c\" in pod \"web\" is waiting to start: ContainerCreating")));

        KubeApiException e = await Assert.ThrowsAsync<KubeApiException>(() => client.ReadLogAsync("x", "web", new LogOptions { Follow = true }).ToListAsync());

        Assert.Contains("ContainerCreating", e.Message, StringComparison.Ordinal);
    }

    private static string Text(string[] lines) => string.Concat(lines.Select(l => l + "\n"));

    private static PodKube.Client.Requests.RequestTarget Target(KubeClient client) => LogRequests.Log(client.Config.Namespace, "web", new LogOptions()).Target;

    private KubeClient Client(FakeServer server) =>
        Clients.Over(server, new KubeClientOptions { TimeProvider = _time, Jitter = () => 0.5, Retry = RetryPolicy.None });
}
