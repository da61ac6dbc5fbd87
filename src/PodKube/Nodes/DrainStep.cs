namespace PodKube.Nodes;

/// <summary>How far the eviction of a pod is.</summary>
internal enum DrainStep
{
    /// <summary>The server let it go; it takes its time to end.</summary>
    Evicted,

    /// <summary>The server does not let it go yet; it is asked again.</summary>
    Blocked,

    /// <summary>It is gone.</summary>
    Gone,

    /// <summary>The server will not let it go.</summary>
    Failed,
}
