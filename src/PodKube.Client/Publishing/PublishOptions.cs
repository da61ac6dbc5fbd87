namespace PodKube.Client.Publishing;

/// <summary>How objects are published.</summary>
public sealed record PublishOptions
{
    /// <summary>The namespace of the objects that name none.</summary>
    public required string Namespace { get; init; }

    /// <summary>The name under which the fields are owned. The default is <c>podkube</c>.</summary>
    public string FieldManager { get; init; } = "podkube";

    /// <summary>Whether to take over fields that other managers own, instead of a conflict.</summary>
    public bool Force { get; init; }

    /// <summary>Whether the server shall go through everything and keep nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>What happens to unknown and doubled fields: <c>Ignore</c>, <c>Warn</c> or <c>Strict</c>. The default is Strict.</summary>
    public string FieldValidation { get; init; } = "Strict";

    /// <summary>How many objects of one place in the order are on their way at the same time. The default is 16.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>How long to wait until the server serves a kind whose definition was just published. The default is 60 s.</summary>
    public TimeSpan DefinitionTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
