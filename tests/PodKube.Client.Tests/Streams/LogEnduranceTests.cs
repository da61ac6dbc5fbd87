using System.Globalization;
using System.Runtime.InteropServices;
using PodKube.Client.Http;
using PodKube.Client.Streams;
using PodKube.Client.Tests.Support;

namespace PodKube.Client.Tests.Streams;

/// <summary>Follows a long log over many breaks. <c>PODKUBE_LOG_MEGABYTES</c> says how long; the default is 16.</summary>
public sealed class LogEnduranceTests
{
    private const long Megabyte = 1024 * 1024;
    private const int BytesPerLine = 190;

    [Fact]
    public async Task A_long_follow_gives_every_line_once_and_in_order_and_keeps_none_of_them()
    {
        long total = Megabytes * Megabyte / BytesPerLine;
        int connections = 0;
        FakeServer server = new(r =>
        {
            if (!r.PathAndQuery.Contains("/log", StringComparison.Ordinal))
            {
                return FakeServer.Json("""{"kind":"Pod","status":{"containerStatuses":[{"name":"c","state":{"terminated":{}}}]}}""");
            }

            connections++;
            return new HttpResponseMessage { Content = new StreamContent(new LongLog(Since(r), total, breakAfter: Megabyte + (connections * 37))) };
        });
        ManualTime time = new();
        using KubeClient client = Clients.Over(server, new KubeClientOptions { TimeProvider = time, Retry = RetryPolicy.None });

        List<WeakReference> given = await time.DriveAsync(FollowAsync(client, total));

        Assert.True(connections >= Megabytes, $"{connections} connections");
        GC.Collect();
        Assert.DoesNotContain(given, line => line.IsAlive);
    }

    private static long Megabytes =>
        long.Parse(Environment.GetEnvironmentVariable("PODKUBE_LOG_MEGABYTES") ?? "16", CultureInfo.InvariantCulture);

    private static async Task<List<WeakReference>> FollowAsync(KubeClient client, long total)
    {
        List<WeakReference> given = [];
        long next = 0;
        await foreach (LogLine line in client.ReadLogAsync("x", "web", new LogOptions { Follow = true }))
        {
            Assert.Equal(LongLog.Text(next++), line.Text);
            if (next % LongLog.LinesPerSecond == 0 && MemoryMarshal.TryGetArray(line.Utf8, out ArraySegment<byte> bytes))
            {
                given.Add(new WeakReference(bytes.Array));
            }
        }

        Assert.Equal(total, next);
        return given;
    }

    private static DateTimeOffset? Since(SentRequest request) => request.PathAndQuery.Split("sinceTime=") is [_, string rest]
        ? DateTimeOffset.Parse(Uri.UnescapeDataString(rest.Split('&')[0]), CultureInfo.InvariantCulture)
        : null;
}
