namespace PodKube;

/// <summary>What can go wrong in a sandbox.</summary>
public enum KubeSandboxFaultKind
{
    /// <summary>The answer comes later.</summary>
    Latency,

    /// <summary>429 with Retry-After, as the server's flow control sends it.</summary>
    TooManyRequests,

    /// <summary>500 with a Status.</summary>
    ServerError,

    /// <summary>503 with a Status.</summary>
    Unavailable,

    /// <summary>The answer breaks off.</summary>
    DropConnection,

    /// <summary>A watch ends cleanly, as servers end them every few minutes.</summary>
    CloseWatch,

    /// <summary>A watch ends with 410 in its stream: its place in the history is gone.</summary>
    ExpireWatch,

    /// <summary>The next page of a list is 410, with a token for going on.</summary>
    ExpireContinue,

    /// <summary>The request's service account token is refused from now on; the simulated pod gets a new one.</summary>
    RevokeToken,

    /// <summary>The cluster gets a new authority and serving certificate; the simulated pod gets the new ca.crt.</summary>
    RotateAuthority,
}
