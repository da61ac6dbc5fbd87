namespace PodKube.Nodes;

/// <summary>What a drain may do, and how.</summary>
internal sealed record DrainRules
{
    /// <summary>Leave the pods of daemon sets where they are, instead of refusing.</summary>
    public bool IgnoreDaemonSets { get; init; }

    /// <summary>Evict pods whose emptyDir volumes are lost then.</summary>
    public bool DeleteLocalData { get; init; }

    /// <summary>Evict pods that nobody will make again.</summary>
    public bool Force { get; init; }

    /// <summary>Delete the pods, past every disruption budget.</summary>
    public bool DisableEviction { get; init; }

    /// <summary>How many seconds the pods get to end; null leaves that to each pod.</summary>
    public int? GracePeriod { get; init; }

    /// <summary>Let the server go through everything and evict nothing.</summary>
    public bool DryRun { get; init; }
}
