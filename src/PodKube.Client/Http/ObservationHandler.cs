using PodKube.Client.Errors;
using PodKube.Client.Requests;

namespace PodKube.Client.Http;

/// <summary>Tells the observer about every request that really goes out.</summary>
internal sealed class ObservationHandler : DelegatingHandler
{
    private readonly Action<RequestObservation>? _observer;
    private readonly TimeProvider _time;

    internal ObservationHandler(Action<RequestObservation>? observer, TimeProvider time, HttpMessageHandler inner)
        : base(inner)
    {
        _observer = observer;
        _time = time;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _observer is null ? base.SendAsync(request, cancellationToken) : ObserveAsync(_observer, request, cancellationToken);

    private async Task<HttpResponseMessage> ObserveAsync(Action<RequestObservation> observer, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Options.TryGetValue(RequestMessage.AttemptKey, out int attempt);
        request.Options.Set(RequestMessage.AttemptKey, ++attempt);
        long start = _time.GetTimestamp();
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            Tell((int)response.StatusCode, null);
            return response;
        }
        catch (Exception e)
        {
            Tell(null, e is KubeException known ? known.Reason : e is OperationCanceledException ? "Canceled" : ErrorReason.Unknown);
            throw;
        }

        void Tell(int? status, string? failure)
        {
            KubeRequest asked = RequestMessage.RequestOf(request);
            observer(new RequestObservation(
                asked.Target, asked.Method.Method, asked.PathAndQuery, status, failure, _time.GetElapsedTime(start), attempt));
        }
    }
}
