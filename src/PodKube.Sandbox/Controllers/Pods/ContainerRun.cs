using System.Collections.Concurrent;
using PodKube.Sandbox.Streams.Logs;

namespace PodKube.Sandbox.Controllers.Pods;

internal enum ContainerPhase
{
    Waiting,
    Running,
    Terminated,
}

/// <summary>One container of a pretend pod, as it is now and as it was before.</summary>
internal sealed class ContainerRun(string name, string image)
{
    public string Name { get; } = name;

    public string Image { get; } = image;

    public bool IsInit { get; init; }

    /// <summary>An init container with <c>restartPolicy: Always</c>: starts in order, then stays.</summary>
    public bool IsSidecar { get; init; }

    public ContainerPhase Phase { get; set; } = ContainerPhase.Waiting;

    /// <summary>Why it waits.</summary>
    public string WaitingReason { get; set; } = "ContainerCreating";

    public string? WaitingMessage { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    public bool IsReady { get; set; }

    /// <summary>How the present run ended, while <see cref="ContainerPhase.Terminated"/>.</summary>
    public Termination? Ended { get; set; }

    /// <summary>How the run before this one ended.</summary>
    public Termination? Before { get; set; }

    public int RestartCount { get; set; }

    public string ContainerId { get; set; } = "";

    /// <summary>When it next does something by itself.</summary>
    public DateTimeOffset? Due { get; set; }

    /// <summary>When it becomes ready, while it runs and is not.</summary>
    public DateTimeOffset? ReadyDue { get; set; }

    /// <summary>How often its image could not be pulled.</summary>
    public int FailedPulls { get; set; }

    /// <summary>Its files, made when a command first asks for them.</summary>
    public ConcurrentDictionary<string, byte[]>? Files { get; set; }

    /// <summary>What the present (or last) run wrote.</summary>
    public ContainerLog? Log { get; set; }

    /// <summary>What the run before it wrote.</summary>
    public ContainerLog? PreviousLog { get; set; }

    public bool HasStarted => Phase == ContainerPhase.Running || Ended is not null || Before is not null;
}
