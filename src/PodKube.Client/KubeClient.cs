using System.Runtime.CompilerServices;
using PodKube.Client.Access;
using PodKube.Client.Auth;
using PodKube.Client.Config;
using PodKube.Client.Errors;
using PodKube.Client.Http;
using PodKube.Client.Requests;
using PodKube.Client.Resources;

namespace PodKube.Client;

/// <summary>Talks to one API server as one user. Thread-safe; make one and share it.</summary>
public sealed class KubeClient : IDisposable
{
    /// <summary>Makes a client. Nothing is sent yet.</summary>
    /// <exception cref="KubeConfigException">The configuration names certificates that cannot be used.</exception>
    public KubeClient(ClusterConfig config, KubeClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        Config = config;
        Options = options ?? new KubeClientOptions();
        Discovery = new ApiDiscovery(this);
        Access = new AccessReviews(this);
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
    public Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancellationToken = default) =>
        throw new KubeTransportException(ErrorReason.ConnectionFailed, $"Not connected to {Config.Server} yet.");

    /// <summary>Sends a request and gives back the answer whatever its status.</summary>
    /// <exception cref="KubeTransportException">No answer came.</exception>
    public Task<KubeResponse> SendAnyAsync(KubeRequest request, CancellationToken cancellationToken = default) =>
        throw new KubeTransportException(ErrorReason.ConnectionFailed, $"Not connected to {Config.Server} yet.");

    /// <summary>Reads one object.</summary>
    /// <exception cref="KubeApiException">It is not there, or must not be read.</exception>
    public async Task<KubeObject> GetAsync(ApiResource resource, string? @namespace, string name, CancellationToken cancellationToken = default)
    {
        using KubeResponse response = await SendAsync(ResourceRequests.Get(resource, @namespace, name), cancellationToken).ConfigureAwait(false);
        byte[] json = await response.ReadAsBytesAsync(cancellationToken).ConfigureAwait(false);
        return new KubeObject(json, resource.ApiVersion, resource.Kind);
    }

    /// <summary>Reads one object, or null when it is not there.</summary>
    public async Task<KubeObject?> FindAsync(ApiResource resource, string? @namespace, string name, CancellationToken cancellationToken = default)
    {
        try
        {
            return await GetAsync(resource, @namespace, name, cancellationToken).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Lists objects as they arrive, page by page, the next page being fetched meanwhile.</summary>
    /// <exception cref="KubeApiException">The server refuses. Thrown while enumerating.</exception>
    public async IAsyncEnumerable<KubeObject> ListAsync(
        ApiResource resource, ListOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using KubeResponse response = await SendAsync(ResourceRequests.List(resource, options ?? new ListOptions()), cancellationToken).ConfigureAwait(false);
        yield return new KubeObject(await response.ReadAsBytesAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Creates an object.</summary>
    /// <returns>The object as the server keeps it.</returns>
    public async Task<KubeObject> CreateAsync(
        ApiResource resource, string? @namespace, ReadOnlyMemory<byte> json, CreateOptions? options = null, CancellationToken cancellationToken = default)
    {
        using KubeResponse response = await SendAsync(ResourceRequests.Create(resource, @namespace, json, options), cancellationToken).ConfigureAwait(false);
        return new KubeObject(await response.ReadAsBytesAsync(cancellationToken).ConfigureAwait(false), resource.ApiVersion, resource.Kind);
    }

    /// <summary>Deletes an object.</summary>
    /// <returns>Whether it is gone, or the object while it is still ending.</returns>
    public async Task<DeleteResult> DeleteAsync(
        ApiResource resource, string? @namespace, string name, DeleteOptions? options = null, CancellationToken cancellationToken = default)
    {
        using KubeResponse response = await SendAsync(ResourceRequests.Delete(resource, @namespace, name, options), cancellationToken).ConfigureAwait(false);
        byte[] json = await response.ReadAsBytesAsync(cancellationToken).ConfigureAwait(false);
        return StatusReader.TryReadStatus(json, response.StatusCode) is { } status
            ? new DeleteResult(null, status)
            : new DeleteResult(new KubeObject(json, resource.ApiVersion, resource.Kind), null);
    }

    /// <summary>What the bearer token in use says about itself; null when there is none or it is not a JWT.</summary>
    public ValueTask<TokenClaims?> ReadTokenClaimsAsync(CancellationToken cancellationToken = default) => new(TokenClaims.Read(Config.Credentials.Token));

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
    }
}
