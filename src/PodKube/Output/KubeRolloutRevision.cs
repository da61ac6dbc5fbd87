namespace PodKube;

/// <summary>One pod template that a workload has had.</summary>
public sealed class KubeRolloutRevision
{
    internal KubeRolloutRevision(long revision, bool isCurrent, string name, DateTime? created, string[] images, string? changeCause)
    {
        Revision = revision;
        IsCurrent = isCurrent;
        Name = name;
        Created = created;
        Images = images;
        ChangeCause = changeCause;
    }

    /// <summary>The number, for <c>Undo-KubeRollout -ToRevision</c>.</summary>
    public long Revision { get; }

    /// <summary>Whether it is the template that the workload has now.</summary>
    public bool IsCurrent { get; }

    /// <summary>The images of its containers.</summary>
    public string[] Images { get; }

    /// <summary>Why it was made, where somebody wrote that into the annotation <c>kubernetes.io/change-cause</c>.</summary>
    public string? ChangeCause { get; }

    /// <summary>When it was first used, in UTC.</summary>
    public DateTime? Created { get; }

    /// <summary>The ReplicaSet or ControllerRevision that keeps it.</summary>
    public string Name { get; }

    /// <summary>The number and the images.</summary>
    public override string ToString() => $"{Revision}: {string.Join(", ", Images)}";
}
