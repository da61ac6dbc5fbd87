namespace PodKube.Sandbox.Streams.Logs;

/// <summary>A stretch of a container's log: lines that were written, or lines that come by the clock.</summary>
internal abstract class LogSegment
{
    /// <summary>How many lines there are at that time.</summary>
    public abstract long CountAt(DateTimeOffset now);

    /// <summary>A line below <see cref="CountAt"/>.</summary>
    public abstract LogLine Get(long index);

    /// <summary>When the next line comes by itself; null where none does.</summary>
    public virtual DateTimeOffset? NextAfter(DateTimeOffset now) => null;

    /// <summary>No line after this time.</summary>
    public virtual void EndAt(DateTimeOffset time)
    {
    }
}
