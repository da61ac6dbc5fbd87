using System.Text.Json;
using PodKube.Client.Resources;
using PodKube.Client.Tests.Support;
using PodKube.Client.Watch;

namespace PodKube.Client.Tests.Watch;

/// <summary>Watches through bad days, over real connections.</summary>
public sealed class WatchEnduranceTests
{
    private const int Total = 20_000;
    private const int EventsPerConnection = 500;

    /// <summary>Far more than it takes: the watch goes in circles then.</summary>
    private const int MostKills = 500;

    [Fact]
    public async Task Twenty_thousand_events_come_once_each_and_in_order_though_the_connection_is_killed_every_five_hundred()
    {
        await using ChangingCluster cluster = await ChangingCluster.StartAsync(seed: 1, EventsPerConnection);
        ManualTime time = new();
        using KubeClient client = new(cluster.Config, new KubeClientOptions { TimeProvider = time });
        List<string> seen = [];

        await time.DriveAsync(WatchAsync(client, item =>
        {
            if (item.Type == WatchEventType.Listed)
            {
                cluster.Change(Total);
                return false;
            }

            seen.Add(Describe(item));
            return seen.Count == Total;
        }));

        Assert.Equal(cluster.History().Select(Describe), seen);
        Assert.True(cluster.Kills >= (Total / EventsPerConnection) - 1, $"{cluster.Kills} connections were killed");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task After_every_loss_of_the_history_the_events_lead_to_the_servers_state(int seed)
    {
        await using ChangingCluster cluster = await ChangingCluster.StartAsync(seed, EventsPerConnection);
        cluster.Change(1_000);
        cluster.OnKill = kill =>
        {
            // Half of the connections are followed by changes that no watch will tell.
            if (cluster.Version < Total)
            {
                cluster.Change(EventsPerConnection);
                if (kill % 2 == 0)
                {
                    cluster.Forget();
                }
            }
        };
        ManualTime time = new();
        using KubeClient client = new(cluster.Config, new KubeClientOptions { TimeProvider = time });
        Dictionary<string, (string Uid, int Version)> state = [];

        await time.DriveAsync(WatchAsync(client, item =>
        {
            Apply(state, item);
            return cluster.Kills > MostKills || (cluster.Version >= Total && IsSame(cluster.State(), state));
        }));

        Assert.Equal(cluster.State(), state);
        Assert.True(cluster.Expirations > 5, $"the history was lost {cluster.Expirations} times");
    }

    [Fact]
    public async Task A_link_that_is_dropped_silently_after_an_idle_hour_is_noticed_and_an_idle_one_is_left_alone()
    {
        ManualTime time = new();
        FeedStream idle = new();
        int watches = 0;
        FakeServer server = new(r => !r.PathAndQuery.Contains("watch=true", StringComparison.Ordinal)
            ? FakeServer.Json("""{"kind":"PodList","metadata":{"resourceVersion":"1"},"items":[]}""")
            : ++watches == 1 ? idle.Answer() : FeedStream.Ended(Line("ADDED", "after", 99)).Answer());
        using KubeClient client = Clients.Over(server, new KubeClientOptions { TimeProvider = time });
        List<string> seen = [];
        Task<bool> watching = WatchAsync(client, item =>
        {
            seen.Add(Describe(item));
            return item.Type == WatchEventType.Added;
        });
        int timers = 3;
        await time.WhenTimersSet(timers);

        for (int minute = 1; minute <= 60; minute++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            idle.Feed(Line("BOOKMARK", "", 1 + minute));
            await time.WhenTimersSet(++timers);
        }

        Assert.Equal(1, watches);
        // From now on nothing comes any more, not even the end of the connection.
        time.Advance(TimeSpan.FromMinutes(2));
        await watching;

        Assert.Equal(["Listed", "Added after@99"], seen);
        Assert.EndsWith("resourceVersion=61", server.Requests[^1].PathAndQuery.Split("&timeoutSeconds")[0], StringComparison.Ordinal);
    }

    private static async Task<bool> WatchAsync(KubeClient client, Func<WatchEvent, bool> isLast)
    {
        await foreach (WatchEvent item in client.WatchAsync(Clients.Pods, new WatchOptions { Namespace = "x", IncludeListed = true }))
        {
            if (isLast(item))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSame<T>(Dictionary<string, T> left, Dictionary<string, T> right) => left.Count == right.Count && !left.Except(right).Any();

    // A pod that is there cannot be added, and one that is not cannot change or go.
    private static void Apply(Dictionary<string, (string Uid, int Version)> state, WatchEvent item)
    {
        if (item.Item is not { } pod)
        {
            return;
        }

        Assert.Equal(item.Type != WatchEventType.Added, state.ContainsKey(pod.Name));
        if (item.Type == WatchEventType.Deleted)
        {
            Assert.Equal(state[pod.Name].Uid, pod.Uid);
            state.Remove(pod.Name);
        }
        else
        {
            state[pod.Name] = (pod.Uid, int.Parse(pod.ResourceVersion, System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private static string Describe(WatchEvent item) => item.Item is { } pod ? $"{item.Type} {pod.Name}@{pod.ResourceVersion}" : $"{item.Type}";

    private static string Describe(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement metadata = document.RootElement.GetProperty("object").GetProperty("metadata");
        string type = document.RootElement.GetProperty("type").GetString()!;
        return $"{type[0]}{type[1..].ToLowerInvariant()} {metadata.GetProperty("name").GetString()}@{metadata.GetProperty("resourceVersion").GetString()}";
    }

    private static string Line(string type, string name, int version) =>
        $$$$"""{"type":"{{{{type}}}}","object":{"kind":"Pod","apiVersion":"v1","metadata":{"name":"{{{{name}}}}","resourceVersion":"{{{{version}}}}"}}}""" + "\n";
}
