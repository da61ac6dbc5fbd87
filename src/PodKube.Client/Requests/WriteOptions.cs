namespace PodKube.Client.Requests;

/// <summary>What every way of writing an object has in common.</summary>
public abstract record WriteOptions
{
    /// <summary>Whether the server shall go through everything and keep nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>The name under which the fields are owned; null lets the server take it from the user agent.</summary>
    public string? FieldManager { get; init; }

    /// <summary>What happens to unknown and doubled fields: <c>Ignore</c>, <c>Warn</c> or <c>Strict</c>; null is the server's default, Warn.</summary>
    public string? FieldValidation { get; init; }
}
