using System.Text;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;
using Xunit;

namespace PodKube.Sandbox.Tests.Controllers;

/// <summary>A store, the built-in kinds and the controllers under a clock that the test moves; no HTTP, no background work.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private readonly OperationContext _user = OperationContext.ForController("test");

    public TestCluster(WorkloadOptions? options = null)
    {
        Operations = new ResourceOperations(new ObjectStore(), KindRegistry.CreateBuiltIn(), Clock);
        Controllers = new WorkloadControllers(Operations, options ?? new WorkloadOptions(), (name, error) => Errors.Add($"{name}: {error}"));
        Controllers.RegisterNodes();
        Create("namespaces", "", """{"metadata":{"name":"demo"},"spec":{"finalizers":["kubernetes"]}}""");
        SetStatus("namespaces", "", "demo", """{"phase":"Active"}""");
    }

    public ManualClock Clock { get; } = new();

    public ResourceOperations Operations { get; }

    public WorkloadControllers Controllers { get; }

    /// <summary>What reconciles threw; a test of the good path asserts that there was nothing.</summary>
    public List<string> Errors { get; } = [];

    public JsonObject Create(string resource, string ns, string json) =>
        Operations.Create(_user, Operations.Kinds.Require(resource), ns, (JsonObject)JsonText.Parse(Encoding.UTF8.GetBytes(json))!).Value;

    public JsonObject? Find(string resource, string ns, string name) => Operations.Store.Get(new ObjectKey(resource, ns, name))?.Value;

    public JsonObject Get(string resource, string ns, string name) =>
        Find(resource, ns, name) ?? throw new InvalidOperationException($"There is no {resource} {ns}/{name}.");

    public IReadOnlyList<JsonObject> List(string resource, string? ns = null) => [.. Operations.Store.List(resource, ns).Items.Select(item => item.Value)];

    public void Update(string resource, string ns, string name, Action<JsonObject> change, string subresource = "") =>
        Operations.Update(
            _user,
            Operations.Kinds.Require(resource),
            ns,
            name,
            item =>
            {
                change(item);
                return item;
            },
            subresource);

    public void SetStatus(string resource, string ns, string name, string json) =>
        Update(resource, ns, name, item => item["status"] = JsonNode.Parse(json), "status");

    public void Delete(string resource, string ns, string name, string? propagation = null) =>
        Operations.Delete(_user, Operations.Kinds.Require(resource), ns, name, new DeleteOptions { PropagationPolicy = propagation });

    /// <summary>Works until nothing more is due now.</summary>
    public Task SettleAsync() => Controllers.Runtime.SettleAsync(TestContext.Current.CancellationToken);

    /// <summary>Moves the clock in small steps, letting the controllers work at each.</summary>
    public async Task PassAsync(double seconds, double step = 0.05)
    {
        await SettleAsync();
        for (double passed = 0; passed < seconds; passed += step)
        {
            Clock.Advance(TimeSpan.FromSeconds(Math.Min(step, seconds - passed)));
            await SettleAsync();
        }
    }

    /// <summary>The reasons of all events about an object, in the order in which they came.</summary>
    public IReadOnlyList<string> EventsOf(string name) =>
        [.. List("events").Where(item => item.Text("involvedObject", "name") == name)
            .OrderBy(item => item.Name().Split('.')[^1], StringComparer.Ordinal).Select(item => item.Text("reason")!)];

    public ValueTask DisposeAsync() => Controllers.DisposeAsync();
}
