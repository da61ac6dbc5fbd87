namespace PodKube.Client.Requests;

/// <summary>How an object is written.</summary>
public sealed record CreateOptions
{
    /// <summary>Whether the server shall go through everything and keep nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>The name under which the fields are owned; null lets the server take it from the user agent.</summary>
    public string? FieldManager { get; init; }

    /// <summary>What happens to unknown and doubled fields: <c>Ignore</c>, <c>Warn</c> or <c>Strict</c>; null is the server's default, Warn.</summary>
    public string? FieldValidation { get; init; }
}
