namespace PodKube.Client.Requests;

/// <summary>One request to the API server, as data: no connection, no credentials.</summary>
public sealed record KubeRequest
{
    /// <summary>The HTTP method.</summary>
    public required HttpMethod Method { get; init; }

    /// <summary>The escaped path with its query, beginning with a slash.</summary>
    public required string PathAndQuery { get; init; }

    /// <summary>What the request is about.</summary>
    public required RequestTarget Target { get; init; }

    /// <summary>The media types that are accepted as answer.</summary>
    public string Accept { get; init; } = "application/json";

    /// <summary>The body; null for none.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>The body's media type.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>Further headers. <c>Authorization</c> is not among them: the client adds it.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>
    /// Whether the answer's body comes over a long time (watch, followed log), so that only the wait for its headers is limited.
    /// </summary>
    public bool IsStream { get; init; }

    /// <summary>
    /// Whether sending the request twice does no more than sending it once. The default: the safe methods.
    /// </summary>
    public bool IsRepeatSafe { get; init; }

    /// <summary>
    /// Whether the request is sent again by itself after a 429. The default is true; who wants to say what stands in the way sends again
    /// on his own.
    /// </summary>
    public bool RepeatsWhenBusy { get; init; } = true;

    /// <summary>How long to wait for the answer's headers; null takes the client's own limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How long the answer's body may stand still; null for as long as <see cref="Timeout"/>, or for ever where <see cref="IsStream"/> is set.</summary>
    public TimeSpan? IdleLimit { get; init; }

    /// <summary>A request to any path, as <c>kubectl get --raw</c> or curl would send it.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="pathAndQuery">The escaped path, with its query if any; it must begin with one slash.</param>
    /// <param name="body">The body; null for none.</param>
    /// <param name="contentType">The body's media type.</param>
    /// <exception cref="ArgumentException">The path is not one on the server.</exception>
    public static KubeRequest Raw(HttpMethod method, string pathAndQuery, ReadOnlyMemory<byte>? body = null, string contentType = "application/json")
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentException.ThrowIfNullOrEmpty(pathAndQuery);
        if (pathAndQuery[0] != '/' || pathAndQuery.StartsWith("//", StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{pathAndQuery}' is not a path on the server: it must begin with one slash.", nameof(pathAndQuery));
        }

        RequestTarget target = RequestTargetParser.Parse(method, pathAndQuery);
        return new KubeRequest
        {
            Method = method,
            PathAndQuery = pathAndQuery,
            Target = target,
            Accept = "application/json, */*",
            Body = body,
            ContentType = contentType,
            IsStream = target.Verb == "watch",
            IsRepeatSafe = method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Options,
        };
    }
}
