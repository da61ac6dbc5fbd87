using PodKube.Client.Resources;
using PodKube.Client.Tests.Support;
using PodKube.Client.Watch;

namespace PodKube.Client.Tests.Watch;

public sealed class ObjectWaiterTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly FeedStream _feed = new();

    public void Dispose() => _feed.Dispose();

    [Fact]
    public async Task An_object_that_is_ready_already_is_not_waited_for()
    {
        using KubeClient client = Client(Deployment("True", 1));

        KubeObject? item = await client.WaitAsync(Clients.Deployments, "x", "web", WaitCondition.Condition("available"));

        Assert.Equal("web", item!.Name);
    }

    [Fact]
    public async Task A_change_that_meets_the_condition_ends_the_wait()
    {
        using KubeClient client = Client(Deployment("False", 1));
        _feed.Feed($$"""{"type":"MODIFIED","object":{{Deployment("True", 2)}}}""" + "\n");

        Assert.Equal("2", (await client.WaitAsync(Clients.Deployments, "x", "web", WaitCondition.Condition("Available")))!.ResourceVersion);
    }

    [Fact]
    public async Task A_wait_in_vain_says_the_last_state()
    {
        using KubeClient client = Client(Deployment("False", 1));
        Task<KubeObject?> waiting = client.WaitAsync(Clients.Deployments, "x", "web", WaitCondition.Condition("Available"), new WaitOptions { Timeout = TimeSpan.FromSeconds(20) });
        await _time.WhenTimersSet(4);

        _time.Advance(TimeSpan.FromSeconds(20));

        KubeWaitException e = await Assert.ThrowsAsync<KubeWaitException>(() => waiting);
        Assert.Equal("Deployment x/web did not become Available within 20 s: condition Available is False (TooFew: 1 of 3).", e.Message);
        Assert.Equal("web", e.LastState!.Name);
    }

    [Fact]
    public async Task A_deletion_is_over_when_the_object_goes_or_another_takes_its_name()
    {
        using KubeClient gone = Client(Deployment("False", 1));
        _feed.Feed($$"""{"type":"DELETED","object":{{Deployment("False", 2)}}}""" + "\n");
        using KubeClient missing = Client(null);
        using KubeClient remade = Client(Deployment("False", 9));

        Assert.Null(await gone.WaitAsync(Clients.Deployments, "x", "web", WaitCondition.Deleted("u")));
        Assert.Null(await missing.WaitAsync(Clients.Deployments, "x", "web", WaitCondition.Deleted()));
        Assert.NotNull(await remade.WaitAsync(Clients.Deployments, "x", "web", WaitCondition.Deleted("another")));
    }

    [Fact]
    public async Task An_object_that_comes_later_is_waited_for()
    {
        using KubeClient client = Client(null);
        _feed.Feed($$"""{"type":"ADDED","object":{{Deployment("False", 2)}}}""" + "\n");

        Assert.NotNull(await client.WaitAsync(Clients.Deployments, "x", "web", WaitCondition.Created));
    }

    [Fact]
    public async Task Canceling_is_no_timeout()
    {
        using CancellationTokenSource stop = new();
        using KubeClient client = Client(null);
        Task waiting = client.WaitAsync(Clients.Deployments, "x", "web", WaitCondition.Created, null, stop.Token);
        await _time.WhenTimersSet(4);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private static string Deployment(string available, int version) =>
        "{\"kind\":\"Deployment\",\"apiVersion\":\"apps/v1\",\"metadata\":{\"name\":\"web\",\"namespace\":\"x\",\"uid\":\"u\",\"generation\":2,\"resourceVersion\":\"" + version + "\"},"
        + "\"status\":{\"observedGeneration\":2,\"conditions\":[{\"type\":\"Available\",\"status\":\"" + available + "\",\"reason\":\"TooFew\",\"message\":\"1 of 3\"}]}}";

    private KubeClient Client(string? item) => Clients.Over(
        new FakeServer(r => r.PathAndQuery.Contains("watch=true", StringComparison.Ordinal)
            ? _feed.Answer()
            : FakeServer.Json("{\"kind\":\"DeploymentList\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[" + item + "]}")),
        new KubeClientOptions { TimeProvider = _time });
}
