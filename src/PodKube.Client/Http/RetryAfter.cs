using System.Net.Http.Headers;

namespace PodKube.Client.Http;

/// <summary>Reads the Retry-After header, seconds or date.</summary>
internal static class RetryAfter
{
    internal static TimeSpan? Read(HttpResponseHeaders headers, TimeProvider time)
    {
        TimeSpan? wait = headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => null,
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
