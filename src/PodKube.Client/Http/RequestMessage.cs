using System.Net.Http.Headers;
using PodKube.Client.Config;
using PodKube.Client.Requests;

namespace PodKube.Client.Http;

/// <summary>Makes the HTTP message of a request, without credentials.</summary>
internal sealed class RequestMessage
{
    internal static readonly HttpRequestOptionsKey<KubeRequest> RequestKey = new("PodKube.Request");
    internal static readonly HttpRequestOptionsKey<int> AttemptKey = new("PodKube.Attempt");

    private readonly ClusterConfig _config;
    private readonly string _userAgent;
    private readonly string _base;

    internal RequestMessage(ClusterConfig config, string? userAgent)
    {
        _config = config;
        _userAgent = userAgent ?? $"podkube/{typeof(RequestMessage).Assembly.GetName().Version?.ToString(3)}";
        // A server address may have a path, as behind Rancher's or an aggregator's proxy.
        _base = config.Server.GetLeftPart(UriPartial.Path).TrimEnd('/');
    }

    internal static KubeRequest RequestOf(HttpRequestMessage message) =>
        message.Options.TryGetValue(RequestKey, out KubeRequest? request) ? request : throw new InvalidOperationException("A message of another client.");

    internal static bool MayChange(KubeRequest request) =>
        !request.IsRepeatSafe && request.Method != HttpMethod.Get && request.Method != HttpMethod.Head && request.Method != HttpMethod.Options;

    internal HttpRequestMessage Make(KubeRequest request)
    {
        // Kept exactly as written: .NET would otherwise unescape some of it.
        Uri address = new(_base + request.PathAndQuery, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        HttpRequestMessage message = new(request.Method, address)
        {
            // HTTP/1.1 by choice: a list or a watch gets a connection, hence the whole window of TCP, of its own, a silently dead
            // connection takes no other stream with it, and WebSockets (exec) need it anyway.
            Version = System.Net.HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        message.Options.Set(RequestKey, request);
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        message.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        message.Headers.Host = _config.Trust.TlsServerName;
        AddImpersonation(message.Headers);
        if (request.Body is { } body)
        {
            message.Content = new ReadOnlyMemoryContent(body);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        }

        AddHeaders(message, request);
        return message;
    }

    private static void AddHeaders(HttpRequestMessage message, KubeRequest request)
    {
        foreach ((string name, string value) in request.Headers)
        {
            if (name.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
            {
                throw new ArgumentException("The client adds the Authorization header; it cannot be given with a request.");
            }

            if (name.Equals("Accept", StringComparison.OrdinalIgnoreCase))
            {
                message.Headers.Remove("Accept");
            }

            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content?.Headers.Remove(name);
                message.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    private void AddImpersonation(HttpRequestHeaders headers)
    {
        if (_config.Impersonation is not { } who)
        {
            return;
        }

        headers.TryAddWithoutValidation("Impersonate-User", who.User);
        if (who.Uid is not null)
        {
            headers.TryAddWithoutValidation("Impersonate-Uid", who.Uid);
        }

        foreach (string group in who.Groups)
        {
            headers.TryAddWithoutValidation("Impersonate-Group", group);
        }

        foreach ((string key, IReadOnlyList<string> values) in who.Extra)
        {
            // Keys may hold what a header name may not: the server unescapes them.
            headers.TryAddWithoutValidation("Impersonate-Extra-" + Uri.EscapeDataString(key), values);
        }
    }
}
