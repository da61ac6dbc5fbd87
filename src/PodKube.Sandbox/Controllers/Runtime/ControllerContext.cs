using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;

namespace PodKube.Sandbox.Controllers.Runtime;

/// <summary>What every controller works with.</summary>
internal sealed class ControllerContext(ResourceOperations operations, WorkloadOptions options)
{
    public ResourceOperations Operations { get; } = operations;

    public WorkloadOptions Options { get; } = options;

    public TimeProvider Clock => Operations.Time;

    public DateTimeOffset Now => Operations.Time.GetUtcNow();

    /// <summary>All pods; up to date whenever a controller runs.</summary>
    public PodIndex Pods { get; } = new();

    /// <summary>What each object owns; up to date whenever a controller runs.</summary>
    public OwnerGraph Owners { get; } = new();

    public EventRecorder Events { get; } = new(operations, new EventLog(options.EventLimit));

    /// <summary>The client of a controller of kube-controller-manager.</summary>
    public ClusterClient ClientFor(string controller) => Events.ClientFor(controller);

    /// <summary>Writes an event in the name of a controller.</summary>
    public void Record(string controller, JsonObject about, string type, string reason, string message) =>
        Events.Record(ClientFor(controller), controller, about, type, reason, message);
}
