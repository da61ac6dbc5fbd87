namespace PodKube.Client.Streams;

/// <summary>Which part of a container's log to read, and how.</summary>
/// <remarks>https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.34/#podlogoptions-v1-core</remarks>
public sealed record LogOptions
{
    /// <summary>The container; null is right for pods with one.</summary>
    public string? Container { get; init; }

    /// <summary>Whether to go on with new lines until the container has ended. Breaks are bridged without losing or repeating a line.</summary>
    public bool Follow { get; init; }

    /// <summary>Whether to read the log of the container's former run.</summary>
    public bool Previous { get; init; }

    /// <summary>Only lines that are not older than this; null for all. Rounded up to whole seconds.</summary>
    public TimeSpan? Since { get; init; }

    /// <summary>Only lines from this time on; null for all. The server looks at whole seconds.</summary>
    public DateTimeOffset? SinceTime { get; init; }

    /// <summary>Only so many of the last lines; null for all.</summary>
    public long? TailLines { get; init; }

    /// <summary>Only so many bytes; null for all. A follow with a limit is not taken up again after a break.</summary>
    public long? LimitBytes { get; init; }

    /// <summary>Whether lines shall have their time. A follow has it always.</summary>
    public bool Timestamps { get; init; }

    /// <summary>
    /// How long a follow may be silent before the connection is made anew. The default is 10 minutes: a quiet container sends nothing.
    /// </summary>
    public TimeSpan IdleLimit { get; init; } = TimeSpan.FromMinutes(10);
}
