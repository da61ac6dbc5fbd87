using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Model;

/// <summary>
/// What the controllers need to know of a pod, read once per version: thousands of pods are looked at again and again,
/// and their trees are not kept.
/// </summary>
internal sealed class PodFacts
{
    private PodFacts(StoredObject stored)
    {
        Stored = stored;
    }

    public StoredObject Stored { get; }

    public ObjectKey Key => Stored.Key;

    public required string Uid { get; init; }

    public required string Phase { get; init; }

    /// <summary>The UID of the owner marked as controller; null for a pod on its own.</summary>
    public string? ControllerUid { get; init; }

    public string? ControllerKind { get; init; }

    public string Node { get; init; } = "";

    public string Ip { get; init; } = "";

    public bool IsReady { get; init; }

    /// <summary>Since when it is ready, or not; null where it never said.</summary>
    public DateTimeOffset? ReadySince { get; init; }

    public bool IsDeleting { get; init; }

    public DateTimeOffset Created { get; init; }

    public int Restarts { get; init; }

    /// <summary>The annotation by which a pod asks to be deleted earlier or later than others.</summary>
    public string? DeletionCost { get; init; }

    public JsonObject? Labels { get; init; }

    /// <summary>Neither finished nor being deleted: it counts as a replica.</summary>
    public bool IsActive => !IsFinished && !IsDeleting;

    public bool IsFinished => Phase is "Succeeded" or "Failed";

    public string? Label(string name) => Labels.Text(name);

    /// <summary>Ready for at least that long.</summary>
    public bool IsAvailable(int minReadySeconds, DateTimeOffset now) =>
        IsReady && (minReadySeconds == 0 || (ReadySince is { } since && since.AddSeconds(minReadySeconds) <= now));

    public static PodFacts Of(StoredObject stored)
    {
        JsonObject pod = stored.Value;
        JsonObject? controller = pod.ControllerOf();
        JsonObject? ready = pod.Condition("Ready");
        return new PodFacts(stored)
        {
            Uid = pod.Uid(),
            Phase = pod.Text("status", "phase") ?? "",
            ControllerUid = controller.Text("uid"),
            ControllerKind = controller.Text("kind"),
            Node = pod.Text("spec", "nodeName") ?? "",
            Ip = pod.Text("status", "podIP") ?? "",
            IsReady = ready.Text("status") == "True",
            ReadySince = ready.Time("lastTransitionTime"),
            IsDeleting = pod.IsDeleting(),
            Created = pod.Time("metadata", "creationTimestamp") ?? default,
            Restarts = pod.Items("status", "containerStatuses").Sum(container => container.Count(0, "restartCount")),
            DeletionCost = pod.Annotation("controller.kubernetes.io/pod-deletion-cost"),
            // A copy of its own: it must not keep the pod's whole tree in memory.
            Labels = pod.Map("metadata", "labels")?.Copy(),
        };
    }
}
