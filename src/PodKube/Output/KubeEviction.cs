namespace PodKube;

/// <summary>What became of one pod when its node was drained.</summary>
public sealed class KubeEviction
{
    internal KubeEviction(string node, KubeTarget pod, string? owner, string action, string message)
    {
        Node = node;
        Namespace = pod.Namespace!;
        Name = pod.Name!;
        Owner = owner;
        Action = action;
        Message = message;
    }

    /// <summary>The node.</summary>
    public string Node { get; }

    /// <summary>The pod's namespace.</summary>
    public string Namespace { get; }

    /// <summary>The pod's name.</summary>
    public string Name { get; }

    /// <summary>Evicted or Deleted (it is gone), Skipped (it stays), or with -DryRun WouldEvict or WouldDelete.</summary>
    public string Action { get; }

    /// <summary>Kind and name of the controller that makes the pod again; null where nobody does.</summary>
    public string? Owner { get; }

    /// <summary>Why it stays, or what was lost with it.</summary>
    public string Message { get; }

    /// <summary>The pod and what became of it.</summary>
    public override string ToString() => $"Pod {Namespace}/{Name}: {Action}";
}
