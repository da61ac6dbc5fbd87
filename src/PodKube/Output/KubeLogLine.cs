namespace PodKube;

/// <summary>One line of a container's log, where the logs of several containers are read together.</summary>
public sealed class KubeLogLine
{
    internal KubeLogLine(string place, string pod, string container, DateTime? time, string line)
    {
        Namespace = place;
        Pod = pod;
        Container = container;
        Time = time;
        Line = line;
    }

    /// <summary>The pod's namespace.</summary>
    public string Namespace { get; }

    /// <summary>The pod's name.</summary>
    public string Pod { get; }

    /// <summary>The container's name.</summary>
    public string Container { get; }

    /// <summary>When the line was written, in UTC; null where the server said no time.</summary>
    public DateTime? Time { get; }

    /// <summary>The line as the container wrote it.</summary>
    public string Line { get; }

    /// <summary>The line.</summary>
    public override string ToString() => Line;
}
