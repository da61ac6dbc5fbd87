using PodKube.Client.Requests;

namespace PodKube.Client.Http;

/// <summary>One request that was sent, with what came of it. Holds no header and no body, hence no secret.</summary>
/// <param name="Target">What was asked for.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="PathAndQuery">The path with its query.</param>
/// <param name="StatusCode">The HTTP status; null when no answer came.</param>
/// <param name="Failure">The reason why no answer came; null when one came.</param>
/// <param name="Duration">The time until the answer's headers.</param>
/// <param name="Attempt">1 for the first sending, 2 for the first repetition, …</param>
public sealed record RequestObservation(
    RequestTarget Target,
    string Method,
    string PathAndQuery,
    int? StatusCode,
    string? Failure,
    TimeSpan Duration,
    int Attempt);
