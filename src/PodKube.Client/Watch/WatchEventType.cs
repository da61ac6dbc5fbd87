namespace PodKube.Client.Watch;

/// <summary>What happened to an object.</summary>
public enum WatchEventType
{
    /// <summary>It came, or came to match the selectors.</summary>
    Added,

    /// <summary>It changed.</summary>
    Modified,

    /// <summary>It went, or no longer matches the selectors. The object is its last known state.</summary>
    Deleted,

    /// <summary>Everything that is there was told. Comes only when asked for, and carries no object.</summary>
    Listed,
}
