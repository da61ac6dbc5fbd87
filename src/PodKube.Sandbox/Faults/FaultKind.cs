namespace PodKube.Sandbox.Faults;

/// <summary>What goes wrong.</summary>
internal enum FaultKind
{
    /// <summary>The answer comes late.</summary>
    Latency,

    /// <summary>429 with Retry-After, in plain text as priority and fairness answers.</summary>
    TooManyRequests,

    /// <summary>500 with a Status.</summary>
    ServerError,

    /// <summary>503 with a Status, and Retry-After where seconds are given.</summary>
    Unavailable,

    /// <summary>The connection is cut in the middle of the answer.</summary>
    DropConnection,

    /// <summary>A watch ends cleanly, as at its timeout.</summary>
    CloseWatch,

    /// <summary>A watch says in its stream that its resource version is too old.</summary>
    ExpireWatch,

    /// <summary>The next page of a list is gone: 410 with a token for going on inconsistently.</summary>
    ExpireContinue,

    /// <summary>The token that the request carries is refused from now on.</summary>
    RevokeToken,

    /// <summary>The cluster gets a new authority, and its connections a new serving certificate.</summary>
    RotateAuthority,
}
