namespace PodKube.Client.Requests;

/// <summary>How an object is deleted.</summary>
public sealed record DeleteOptions
{
    /// <summary><c>Foreground</c>, <c>Background</c> or <c>Orphan</c>; null is the resource's own default.</summary>
    public string? PropagationPolicy { get; init; }

    /// <summary>Seconds that the object gets to end by itself; null is its own default, 0 ends it at once.</summary>
    public long? GracePeriodSeconds { get; init; }

    /// <summary>Delete only the object with this uid.</summary>
    public string? Uid { get; init; }

    /// <summary>Delete only the object at this resource version.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Whether the server shall go through everything and delete nothing.</summary>
    public bool DryRun { get; init; }
}
