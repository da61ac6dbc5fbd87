using System.Net;
using PodKube.Client.Errors;
using PodKube.Client.Requests;

namespace PodKube.Client.Http;

/// <summary>Sends a request again where that is harmless and likely to help.</summary>
internal sealed class RetryHandler : DelegatingHandler
{
    private readonly RetryPolicy _policy;
    private readonly TimeProvider _time;
    private readonly Func<double> _jitter;

    internal RetryHandler(RetryPolicy policy, TimeProvider time, Func<double> jitter, HttpMessageHandler inner)
        : base(inner)
    {
        _policy = policy;
        _time = time;
        _jitter = jitter;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        KubeRequest asked = RequestMessage.RequestOf(request);
        for (int retry = 0; ; retry++)
        {
            TimeSpan delay;
            try
            {
                HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
                if (DelayAfter(response, asked, retry) is not { } wait)
                {
                    return response;
                }

                response.Dispose();
                delay = wait;
            }
            catch (KubeTransportException e) when (e.Reason == ErrorReason.ConnectionLost && asked.IsRepeatSafe && retry < _policy.MaxRetries)
            {
                delay = _policy.Backoff(retry, _jitter);
            }

            await Task.Delay(delay, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private TimeSpan? DelayAfter(HttpResponseMessage response, KubeRequest asked, int retry)
    {
        if (retry >= _policy.MaxRetries)
        {
            return null;
        }

        TimeSpan? asks = RetryAfter.Read(response.Headers, _time);
        bool again = response.StatusCode switch
        {
            // 429 means that nothing was done, whatever the method.
            HttpStatusCode.TooManyRequests => asked.RepeatsWhenBusy,
            HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => asked.IsRepeatSafe && asks is not null,
            _ => false,
        };
        if (!again || asks > _policy.MaxDelay)
        {
            return null;
        }

        // A little more than asked for, so that clients that were sent away together do not come back together.
        return asks is { } time ? time + (_policy.BaseDelay * _jitter()) : _policy.Backoff(retry, _jitter);
    }
}
