namespace PodKube.Client.Errors;

/// <summary>The request got no complete answer: no connection, no trust, no time left.</summary>
public sealed class KubeTransportException : KubeException
{
    /// <summary>Makes the failure.</summary>
    public KubeTransportException(string reason, string message, string? advice = null, Exception? inner = null, Uri? server = null)
        : base(reason, message, advice, inner) => Server = server;

    /// <summary>The server that was meant; null where the failure is not about one.</summary>
    public Uri? Server { get; }

    /// <summary>
    /// Whether the server may have carried the request out although no answer came. Set only for requests that change something.
    /// </summary>
    public bool MayHaveBeenCarriedOut { get; init; }
}
