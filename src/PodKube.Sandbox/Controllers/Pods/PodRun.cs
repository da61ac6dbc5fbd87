namespace PodKube.Sandbox.Controllers.Pods;

internal enum PodStage
{
    /// <summary>On its node; sandbox, network and volumes are being made.</summary>
    Creating,

    /// <summary>Init containers run, one after the other.</summary>
    Initializing,

    /// <summary>The containers run.</summary>
    Running,

    /// <summary>All containers have ended for good.</summary>
    Finished,

    /// <summary>Being deleted: the containers got their signal.</summary>
    Stopping,

    /// <summary>Being deleted: the containers are gone.</summary>
    Stopped,
}

/// <summary>What a pretend node knows of one of its pods.</summary>
internal sealed class PodRun(string uid, string node, string hostIp, DateTimeOffset acceptedAt)
{
    public string Uid { get; } = uid;

    public string Node { get; } = node;

    public string HostIp { get; } = hostIp;

    /// <summary>When the node took it on: <c>status.startTime</c>.</summary>
    public DateTimeOffset AcceptedAt { get; } = acceptedAt;

    public PodStage Stage { get; set; } = PodStage.Creating;

    public string Phase { get; set; } = "Pending";

    /// <summary>Reason and message of the whole pod, as an eviction sets them.</summary>
    public string? Reason { get; set; }

    public string? Message { get; set; }

    /// <summary>The range that its address comes from.</summary>
    public string Cidr { get; init; } = "";

    public string PodIp { get; set; } = "";

    public IReadOnlyList<ContainerRun> InitContainers { get; init; } = [];

    public IReadOnlyList<ContainerRun> Containers { get; init; } = [];

    /// <summary>When the sandbox is made, or, while stopping, when the containers end.</summary>
    public DateTimeOffset Due { get; set; }

    /// <summary>When the pod has run for too long (<c>spec.activeDeadlineSeconds</c>).</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Events to be written, oldest first.</summary>
    public List<PodEvent> Events { get; } = [];

    /// <summary>True once the API server was told that the pod may go.</summary>
    public bool IsReleased { get; set; }

    public IEnumerable<ContainerRun> All => InitContainers.Concat(Containers);

    public ContainerRun? Find(string container) => All.FirstOrDefault(item => item.Name == container);
}
