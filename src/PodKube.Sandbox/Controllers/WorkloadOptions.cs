namespace PodKube.Sandbox.Controllers;

/// <summary>Which controllers run, and how the pretend nodes behave.</summary>
internal sealed record WorkloadOptions
{
    /// <summary>Whether pods get a node.</summary>
    public bool Scheduler { get; init; } = true;

    /// <summary>Whether pods on a node start, become ready and stop.</summary>
    public bool Kubelet { get; init; } = true;

    /// <summary>Names of controllers that do not run, as <see cref="Runtime.Controller.Name"/> has them ("cronjob-controller").</summary>
    public IReadOnlySet<string> Disabled { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>How many pretend nodes there are.</summary>
    public int Nodes { get; init; } = 3;

    /// <summary>What the nodes' names begin with; a number follows.</summary>
    public string NodeNamePrefix { get; init; } = "node-";

    /// <summary>How many pods a node takes.</summary>
    public int PodsPerNode { get; init; } = 4000;

    /// <summary>From being scheduled to running, unless the pod says otherwise.</summary>
    public TimeSpan StartDelay { get; init; } = TimeSpan.FromMilliseconds(25);

    /// <summary>How long an init container or a job's container runs, unless the pod says otherwise.</summary>
    public TimeSpan RunTime { get; init; } = TimeSpan.FromMilliseconds(25);

    /// <summary>How long a container takes to stop, unless the pod says otherwise.</summary>
    public TimeSpan StopDelay { get; init; } = TimeSpan.FromMilliseconds(25);

    /// <summary>How long a Job waits after its first failed pod; doubled with each further one, up to ten minutes. A cluster waits ten seconds.</summary>
    public TimeSpan JobBackoff { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// How long a deleted namespace is left as it is before its content goes. A cluster waits five seconds, for API servers that have not heard of it yet.
    /// </summary>
    public TimeSpan NamespaceGrace { get; init; } = TimeSpan.Zero;

    /// <summary>How many Events are kept; the oldest go first. Zero writes none.</summary>
    public int EventLimit { get; init; } = 5000;
}
