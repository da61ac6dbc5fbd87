using PodKube.Sandbox.Controllers;
using PodKube.Sandbox.Faults;

namespace PodKube.Sandbox.Hosting;

/// <summary>How a sandbox is to be set up.</summary>
internal sealed record SandboxOptions
{
    /// <summary>The port of the API on loopback; 0 lets the system choose.</summary>
    public int Port { get; init; }

    /// <summary>The namespaces to create besides those a cluster is born with; the first is the one the simulated pod lives in.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>The service account of the simulated pod; created when it is not there.</summary>
    public string ServiceAccount { get; init; } = "default";

    /// <summary>How many pretend nodes there are.</summary>
    public int Nodes { get; init; } = 3;

    /// <summary>YAML or JSON files whose objects are created at the start.</summary>
    public IReadOnlyList<string> Manifests { get; init; } = [];

    /// <summary>Which controllers run, and how the pretend nodes behave.</summary>
    public WorkloadOptions Workloads { get; init; } = new();

    /// <summary>What is to go wrong from the start.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The namespace of the simulated pod.</summary>
    public string PodNamespace => Namespaces.Count > 0 ? Namespaces[0] : "default";
}
