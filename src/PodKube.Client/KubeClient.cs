using PodKube.Client.Access;
using PodKube.Client.Auth;
using PodKube.Client.Config;
using PodKube.Client.Errors;
using PodKube.Client.Http;
using PodKube.Client.Requests;
using PodKube.Client.Resources;
using PodKube.Client.Streams;
using PodKube.Client.Watch;
using PodKube.Client.Writes;

namespace PodKube.Client;

/// <summary>Talks to one API server as one user. Thread-safe; make one and share it.</summary>
public sealed class KubeClient : IDisposable
{
    private readonly ICredentialSource _credentials;
    private readonly HttpMessageInvoker _http;
    private readonly RequestMessage _messages;

    /// <summary>Makes a client. Nothing is sent yet.</summary>
    /// <exception cref="KubeConfigException">The configuration is not possible.</exception>
    public KubeClient(ClusterConfig config, KubeClientOptions? options = null)
        : this(config, options, null)
    {
    }

    internal KubeClient(ClusterConfig config, KubeClientOptions? options, HttpMessageHandler? transport)
    {
        ArgumentNullException.ThrowIfNull(config);
        Config = config;
        Options = options ?? new KubeClientOptions();
        Discovery = new ApiDiscovery(this);
        Access = new AccessReviews(this);
        _credentials = CredentialSourceFactory.Make(config, Options);
        _messages = new RequestMessage(config, Options.UserAgent);
        _http = HttpStack.Build(config, Options, _credentials, transport);
    }

    /// <summary>What the client was made of.</summary>
    public ClusterConfig Config { get; }

    /// <summary>How the client behaves.</summary>
    public KubeClientOptions Options { get; }

    /// <summary>What the server serves.</summary>
    public ApiDiscovery Discovery { get; }

    /// <summary>Who one is, and what one may do.</summary>
    public AccessReviews Access { get; }

    /// <summary>Sends a request and waits for the answer's headers.</summary>
    /// <exception cref="KubeApiException">The server answered with a failure status.</exception>
    /// <exception cref="KubeTransportException">No answer came.</exception>
    /// <exception cref="KubeConfigException">The credentials cannot be read.</exception>
    public async Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancellationToken = default)
    {
        KubeResponse response = await SendAnyAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccess)
        {
            return response;
        }

        using (response)
        {
            byte[] body = await response.ReadAtMostAsync(StatusReader.BodyLimit, cancellationToken).ConfigureAwait(false);
            KubeStatus status = StatusReader.Read(response.StatusCode, body, response.RetryAfter);
            TokenClaims? claims = status.Code == 401 ? await ReadTokenClaimsAsync(cancellationToken).ConfigureAwait(false) : null;
            throw ApiFailure.Make(request, status, Config, claims, Options.TimeProvider.GetUtcNow());
        }
    }

    /// <summary>Sends a request and gives back the answer whatever its status.</summary>
    /// <exception cref="KubeTransportException">No answer came.</exception>
    /// <exception cref="KubeConfigException">The credentials cannot be read.</exception>
    public async Task<KubeResponse> SendAnyAsync(KubeRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request = Options.OnSending?.Invoke(request) ?? request;
        HttpRequestMessage message = _messages.Make(request);
        HttpResponseMessage answer = await _http.SendAsync(message, cancellationToken).ConfigureAwait(false);
        TimeSpan idle = request.IdleLimit ?? (request.IsStream ? Timeout.InfiniteTimeSpan : request.Timeout ?? Options.ResponseTimeout);
        KubeResponse response = new(answer, Config, Options.TimeProvider, idle, RequestMessage.MayChange(request));
        foreach (string warning in response.Warnings)
        {
            Options.OnWarning?.Invoke(warning);
        }

        return response;
    }

    /// <summary>Reads one object.</summary>
    /// <exception cref="KubeApiException">It is not there, or must not be read.</exception>
    public async Task<KubeObject> GetAsync(ApiResource resource, string? @namespace, string name, CancellationToken cancellationToken = default)
    {
        return await SendForObjectAsync(ResourceRequests.Get(resource, @namespace, name), resource, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads one object, or null when it is not there.</summary>
    public async Task<KubeObject?> FindAsync(ApiResource resource, string? @namespace, string name, CancellationToken cancellationToken = default)
    {
        try
        {
            return await GetAsync(resource, @namespace, name, cancellationToken).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsNotFound && e.Status.Name == name)
        {
            // Without the name it is the resource type that the server does not know.
            return null;
        }
    }

    /// <summary>Lists objects as they arrive, page by page, the next page being fetched meanwhile.</summary>
    /// <exception cref="KubeApiException">The server refuses. Thrown while enumerating.</exception>
    public IAsyncEnumerable<KubeObject> ListAsync(ApiResource resource, ListOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new ObjectLister(this, resource, options ?? new ListOptions()).ListAsync(cancellationToken);
    }

    /// <summary>Reads one object with the columns that the server shows for its kind.</summary>
    /// <returns>The object; without columns where the server makes no tables of its kind.</returns>
    /// <exception cref="KubeApiException">It is not there, or must not be read.</exception>
    public async Task<TableRow> GetTableAsync(ApiResource resource, string? @namespace, string name, CancellationToken cancellationToken = default)
    {
        KubeObject answer = await SendForObjectAsync(ResourceRequests.GetTable(resource, @namespace, name), resource, cancellationToken).ConfigureAwait(false);
        TableRow row = TableRow.ReadOne(answer, resource);
        return row.IsWhole ? row : new TableRow([], await GetAsync(resource, @namespace, name, cancellationToken).ConfigureAwait(false), resource);
    }

    /// <summary>
    /// Lists a kind with the columns that the server shows for it, custom resources' printer columns included; pages as <see cref="ListAsync"/>.
    /// Where the server makes no tables of the kind the rows have no columns.
    /// </summary>
    /// <exception cref="KubeApiException">The server refuses. Thrown while enumerating.</exception>
    public IAsyncEnumerable<TableRow> ListTableAsync(ApiResource resource, ListOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new TableLister(this, resource, options ?? new ListOptions()).ListAsync(cancellationToken);
    }

    /// <summary>
    /// Watches objects: what is there, then every change, until the caller stops. Breaks, silent connections and restarts of the server
    /// are bridged without losing or doubling an event; after a version became too old, what changed meanwhile is found by comparing.
    /// </summary>
    /// <exception cref="KubeApiException">The server refuses. Thrown while enumerating.</exception>
    /// <exception cref="KubeTransportException">The server cannot be reached at the beginning. Thrown while enumerating.</exception>
    public IAsyncEnumerable<WatchEvent> WatchAsync(ApiResource resource, WatchOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new Watcher(this, resource, options ?? new WatchOptions()).RunAsync(cancellationToken);
    }

    /// <summary>Waits until a condition holds for one object, whether it is there yet or not.</summary>
    /// <returns>The object in the state that met the condition; null when it is gone.</returns>
    /// <exception cref="KubeWaitException">The time is up; the message says the last state.</exception>
    /// <exception cref="KubeApiException">The server refuses.</exception>
    public Task<KubeObject?> WaitAsync(
        ApiResource resource, string? @namespace, string name, WaitCondition condition, WaitOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(condition);
        return new ObjectWaiter(this, resource, @namespace, name, condition).WaitAsync((options ?? new WaitOptions()).Timeout, cancellationToken);
    }

    /// <summary>Reads a container's log line by line.</summary>
    /// <exception cref="KubeApiException">The server refuses, or the container has not started. Thrown while enumerating.</exception>
    /// <exception cref="KubeTransportException">The connection broke, and the log is not one that is followed. Thrown while enumerating.</exception>
    public IAsyncEnumerable<LogLine> ReadLogAsync(string @namespace, string pod, LogOptions? options = null, CancellationToken cancellationToken = default) =>
        new LogReader(this, @namespace, pod, options ?? new LogOptions()).ReadAsync(cancellationToken);

    /// <summary>Creates an object. It is never sent twice: after a broken connection the failure says whether the object is there.</summary>
    /// <returns>The object as the server keeps it.</returns>
    /// <exception cref="KubeApiException">The server refuses.</exception>
    /// <exception cref="KubeTransportException">No answer came; the message says whether the object is there now.</exception>
    public Task<KubeObject> CreateAsync(
        ApiResource resource, string? @namespace, ReadOnlyMemory<byte> json, CreateOptions? options = null, CancellationToken cancellationToken = default) =>
        new ObjectCreation(this, resource, @namespace).RunAsync(json, options, cancellationToken);

    /// <summary>Replaces an object. With a resource version in the JSON, a change that somebody else made meanwhile is a conflict.</summary>
    /// <returns>The object as the server keeps it.</returns>
    /// <exception cref="KubeApiException">The server refuses.</exception>
    public Task<KubeObject> ReplaceAsync(
        ApiResource resource,
        string? @namespace,
        string name,
        ReadOnlyMemory<byte> json,
        ReplaceOptions? options = null,
        string subresource = "",
        CancellationToken cancellationToken = default) =>
        SendForObjectAsync(WriteRequests.Replace(resource, @namespace, name, json, options, subresource), resource, cancellationToken);

    /// <summary>Changes parts of an object.</summary>
    /// <returns>The object as the server keeps it.</returns>
    /// <exception cref="KubeApiException">The server refuses.</exception>
    public Task<KubeObject> PatchAsync(
        ApiResource resource,
        string? @namespace,
        string name,
        PatchType type,
        ReadOnlyMemory<byte> patch,
        PatchOptions? options = null,
        string subresource = "",
        CancellationToken cancellationToken = default) =>
        SendForObjectAsync(WriteRequests.Patch(resource, @namespace, name, type, patch, options, subresource), resource, cancellationToken);

    /// <summary>Applies an object on the server: fields of other managers stay, one that somebody else owns with another value is a conflict.</summary>
    /// <returns>The object as the server keeps it, and whether it was created.</returns>
    /// <exception cref="KubeApiException">The server refuses; the causes of a conflict name the owners.</exception>
    public async Task<AppliedObject> ApplyAsync(
        ApiResource resource,
        string? @namespace,
        string name,
        ReadOnlyMemory<byte> json,
        ApplyOptions options,
        string subresource = "",
        CancellationToken cancellationToken = default)
    {
        KubeRequest request = WriteRequests.Apply(resource, @namespace, name, json, options, subresource);
        (KubeObject item, int statusCode) = await SendForAnswerAsync(request, resource, cancellationToken).ConfigureAwait(false);
        return new AppliedObject(item, statusCode == 201);
    }

    /// <summary>Deletes an object.</summary>
    /// <returns>Whether it is gone, or the object while it is still ending.</returns>
    /// <exception cref="KubeApiException">The server refuses, or there is no such object.</exception>
    public async Task<DeleteResult> DeleteAsync(
        ApiResource resource, string? @namespace, string name, DeleteOptions? options = null, CancellationToken cancellationToken = default)
    {
        using KubeResponse response = await SendAsync(ResourceRequests.Delete(resource, @namespace, name, options), cancellationToken).ConfigureAwait(false);
        KubeObject answer = await ReadObjectAsync(response, resource, cancellationToken).ConfigureAwait(false);
        return answer.Kind == "Status"
            ? new DeleteResult(null, StatusReader.TryReadStatus(answer.Json.Span, response.StatusCode))
            : new DeleteResult(answer, null);
    }

    /// <summary>What the bearer token in use says about itself; null when there is none or it is not a JWT.</summary>
    /// <exception cref="KubeConfigException">The token cannot be read.</exception>
    public async ValueTask<TokenClaims?> ReadTokenClaimsAsync(CancellationToken cancellationToken = default)
    {
        Credential credential = await _credentials.GetAsync(cancellationToken).ConfigureAwait(false);
        return TokenClaims.Read(credential.Token);
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        _http.Dispose();
        (_credentials as IDisposable)?.Dispose();
    }

    /// <summary>Sends a request whose answer is one object.</summary>
    /// <exception cref="KubeApiException">The server refuses.</exception>
    public async Task<KubeObject> SendForObjectAsync(KubeRequest request, ApiResource resource, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);
        (KubeObject item, _) = await SendForAnswerAsync(request, resource, cancellationToken).ConfigureAwait(false);
        return item;
    }

    // The stack below sends again what is safe to repeat while there is no answer; one that breaks off in its body is seen only here.
    private async Task<(KubeObject Item, int StatusCode)> SendForAnswerAsync(KubeRequest request, ApiResource resource, CancellationToken cancellationToken)
    {
        for (int retry = 0; ; retry++)
        {
            using (KubeResponse response = await SendAsync(request, cancellationToken).ConfigureAwait(false))
            {
                try
                {
                    return (await ReadObjectAsync(response, resource, cancellationToken).ConfigureAwait(false), response.StatusCode);
                }
                catch (KubeTransportException e) when (e.Reason == ErrorReason.ConnectionLost && request.IsRepeatSafe && retry < Options.Retry.MaxRetries)
                {
                }
            }

            await Task.Delay(Options.Retry.Backoff(retry, Options.Jitter), Options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<KubeObject> ReadObjectAsync(KubeResponse response, ApiResource resource, CancellationToken cancellationToken)
    {
        byte[] json = await response.ReadAsBytesAsync(cancellationToken).ConfigureAwait(false);
        KubeObject answer = new(json, resource.ApiVersion, resource.Kind);
        return answer.IsJsonObject
            ? answer
            : throw new KubeTransportException(
                ErrorReason.BadResponse,
                $"The server answered with {response.MediaType ?? "something"} where a {resource.Kind} was expected.",
                "Check that the server's address is that of a Kubernetes API server.",
                null,
                Config.Server);
    }
}
