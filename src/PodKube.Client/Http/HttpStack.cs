using PodKube.Client.Auth;
using PodKube.Client.Config;

namespace PodKube.Client.Http;

/// <summary>The one place where the HTTP stages are put together: retry, credentials, observation, deadline, compression, transport.</summary>
internal static class HttpStack
{
    /// <param name="config">The cluster.</param>
    /// <param name="options">The client's behaviour.</param>
    /// <param name="credentials">Where credentials come from.</param>
    /// <param name="transport">What stands at the bottom; null for real connections.</param>
    internal static HttpMessageInvoker Build(ClusterConfig config, KubeClientOptions options, ICredentialSource credentials, HttpMessageHandler? transport)
    {
        HttpMessageHandler bottom = transport ?? new TransportHandler(config, options);
        HttpMessageHandler compression = options.AcceptCompression ? new CompressionHandler(bottom) : bottom;
        DeadlineHandler deadline = new(config, options, compression);
        ObservationHandler observation = new(options.OnRequest, options.TimeProvider, deadline);
        CredentialHandler authentication = new(credentials, config.Server, observation);
        RetryHandler retry = new(options.Retry, options.TimeProvider, options.Jitter, authentication);
        // Not HttpClient: its own deadline and buffering are what the stages above replace.
        return new HttpMessageInvoker(retry, disposeHandler: true);
    }
}
