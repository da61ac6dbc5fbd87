using PodKube.Client.Requests;

namespace PodKube.Client.Errors;

/// <summary>A request was held back: what is at work must change nothing, and the request has no dry run.</summary>
public sealed class KubeNotSentException : KubeException
{
    /// <summary>Makes the failure.</summary>
    /// <param name="target">What the request would have done.</param>
    /// <param name="advice">What else can be done; null where there is nothing to say.</param>
    public KubeNotSentException(RequestTarget target, string? advice)
        : base(ErrorReason.NotSent, $"Not sent: '{target}' would be carried out, and the server has no dry run of it.", advice, null) => Target = target;

    /// <summary>What the request would have done.</summary>
    public RequestTarget Target { get; }
}
