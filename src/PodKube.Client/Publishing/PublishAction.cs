namespace PodKube.Client.Publishing;

/// <summary>What publishing did to an object.</summary>
public enum PublishAction
{
    /// <summary>It was not there.</summary>
    Created,

    /// <summary>It was there, and is different now.</summary>
    Configured,

    /// <summary>It was there as it shall be.</summary>
    Unchanged,
}
