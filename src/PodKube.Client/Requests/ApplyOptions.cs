namespace PodKube.Client.Requests;

/// <summary>How a server-side apply is done. The server wants a <see cref="WriteOptions.FieldManager"/>.</summary>
public sealed record ApplyOptions : WriteOptions
{
    /// <summary>Whether to take over fields that other managers own, instead of a conflict.</summary>
    public bool Force { get; init; }
}
