using PodKube.Client.Config;
using PodKube.Client.Errors;
using PodKube.Client.Requests;

namespace PodKube.Client.Http;

/// <summary>Limits the wait for an answer's headers, and turns what the platform throws into <see cref="KubeTransportException"/>.</summary>
internal sealed class DeadlineHandler : DelegatingHandler
{
    private readonly ClusterConfig _config;
    private readonly KubeClientOptions _options;

    internal DeadlineHandler(ClusterConfig config, KubeClientOptions options, HttpMessageHandler inner)
        : base(inner)
    {
        _config = config;
        _options = options;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        KubeRequest asked = RequestMessage.RequestOf(request);
        TimeSpan limit = asked.Timeout ?? _options.ResponseTimeout;
        bool changes = RequestMessage.MayChange(asked);
        using CancellationTokenSource deadline = new(limit, _options.TimeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await base.SendAsync(request, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested)
        {
            throw TransportFailure.ResponseTimeout(_config, limit, changes, e);
        }
        catch (OperationCanceledException e) when (e.InnerException is TimeoutException)
        {
            throw TransportFailure.ConnectTimeout(_config, _options.ConnectTimeout, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw TransportFailure.From(e, _config, changes);
        }
    }
}
