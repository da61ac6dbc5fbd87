namespace PodKube;

/// <summary>What a pod, a container or a node used of CPU and memory, as the metrics server measured it.</summary>
public sealed class KubeMetric
{
    internal KubeMetric(string kind, string? place, string name, string? container, decimal cpu, long memory)
    {
        Kind = kind;
        Namespace = place;
        Name = name;
        Container = container;
        Cpu = cpu;
        Memory = memory;
    }

    /// <summary>Pod or Node.</summary>
    public string Kind { get; }

    /// <summary>The pod's namespace; null for nodes.</summary>
    public string? Namespace { get; }

    /// <summary>The name of the pod or node.</summary>
    public string Name { get; }

    /// <summary>The container; null where the whole pod or node is meant.</summary>
    public string? Container { get; }

    /// <summary>CPU in cores: 0.25 is a quarter of one.</summary>
    public decimal Cpu { get; }

    /// <summary>Memory in bytes.</summary>
    public long Memory { get; }

    /// <summary>When it was measured, in UTC.</summary>
    public DateTime? Time { get; internal init; }

    /// <summary>Over what time CPU was measured.</summary>
    public TimeSpan? Window { get; internal init; }

    /// <summary>CPU as kubectl shows it, in thousandths of a core: <c>250m</c>.</summary>
    public string CpuText => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Math.Ceiling(Cpu * 1000):0}m");

    /// <summary>Memory as kubectl shows it: <c>128Mi</c>.</summary>
    public string MemoryText => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Memory / (1024 * 1024)}Mi");

    /// <summary>Name, CPU and memory.</summary>
    public override string ToString() => $"{Name}{(Container is null ? "" : "/" + Container)} {CpuText} {MemoryText}";
}
