using PodKube.Client.Errors;
using PodKube.Client.Http;

namespace PodKube.Client.Watch;

/// <summary>Decides whether a failure of a watch passes by waiting, and waits.</summary>
internal sealed class WatchRecovery
{
    private const int MostDenials = 5;
    private const int FailuresBeforeWarning = 3;

    private readonly KubeClientOptions _options;
    private readonly string _resource;
    private readonly Backoff _backoff;
    private bool _worked;
    private int _denials;

    internal WatchRecovery(KubeClientOptions options, string resource)
    {
        _options = options;
        _resource = resource;
        _backoff = new Backoff(options.TimeProvider, options.Jitter);
    }

    internal void Succeed()
    {
        _worked = true;
        _denials = 0;
        _backoff.Succeed();
    }

    internal bool MayPass(KubeException failure) => failure switch
    {
        KubeApiException { IsExpired: true } => true,
        KubeApiException { StatusCode: 429 or >= 500 } => _worked,
        // A server that is just starting refuses what it will allow in a moment: its own lists of roles are not there yet.
        KubeApiException { StatusCode: 401 or 403 or 404 } => _worked && _denials++ < MostDenials,
        KubeTransportException => _worked,
        _ => false,
    };

    /// <summary>Waits before the next try.</summary>
    /// <param name="failure">What failed; null when a connection merely ended too soon.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal Task WaitAsync(KubeException? failure, CancellationToken cancellationToken)
    {
        if (_backoff.Failures == FailuresBeforeWarning && failure is not null)
        {
            _options.OnWarning?.Invoke($"The watch on {_resource} is interrupted and goes on trying: {failure.Message}");
        }

        // The first time a connection breaks there is nothing to wait for, and a silent one was waited for long enough.
        if (_backoff.Failures == 0 && failure is KubeTransportException { Reason: ErrorReason.Timeout or ErrorReason.ConnectionLost })
        {
            _backoff.Fail();
            return Task.CompletedTask;
        }

        return _backoff.WaitAsync((failure as KubeApiException)?.RetryAfter, cancellationToken);
    }
}
