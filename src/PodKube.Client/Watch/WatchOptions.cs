namespace PodKube.Client.Watch;

/// <summary>What to watch, and how.</summary>
public sealed record WatchOptions
{
    /// <summary>The namespace; null watches all namespaces (and is right for cluster-scoped kinds).</summary>
    public string? Namespace { get; init; }

    /// <summary>A label selector in the server's syntax.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>A field selector in the server's syntax.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>
    /// Begin after this resource version, without listing what is there. Null lists first. When the version is too old, what is there
    /// is told as added.
    /// </summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Whether what is there at the beginning is told as added. The default is true.</summary>
    public bool IncludeInitial { get; init; } = true;

    /// <summary>Whether <see cref="WatchEventType.Listed"/> is told after each complete list. The default is false.</summary>
    public bool IncludeListed { get; init; }

    /// <summary>
    /// How long a connection may be silent before it counts as dead. The default is 2 minutes: servers send a bookmark about once a minute.
    /// </summary>
    public TimeSpan IdleLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The shortest time after which the server ends a connection, which is then made anew; the longest is twice that. The default is 5 minutes.
    /// </summary>
    public TimeSpan ServerTimeout { get; init; } = TimeSpan.FromMinutes(5);
}
