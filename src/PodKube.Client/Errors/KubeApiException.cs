using PodKube.Client.Access;
using PodKube.Client.Requests;

namespace PodKube.Client.Errors;

/// <summary>The API server answered, and its answer is a failure.</summary>
public sealed class KubeApiException : KubeException
{
    /// <summary>Makes the failure of <paramref name="target"/> from the server's status.</summary>
    public KubeApiException(RequestTarget target, KubeStatus status, string? message = null, string? advice = null)
        : base(status.Reason, message ?? status.Message, advice, null)
    {
        Target = target;
        Status = status;
        Forbidden = IsForbidden ? ForbiddenAccess.From(target, status) : null;
    }

    /// <summary>What was asked for.</summary>
    public RequestTarget Target { get; }

    /// <summary>The server's whole answer.</summary>
    public KubeStatus Status { get; }

    /// <summary>The HTTP status code.</summary>
    public int StatusCode => Status.Code;

    /// <summary>How long the server asks to wait before the next try; null when it does not say.</summary>
    public TimeSpan? RetryAfter => Status.RetryAfter;

    /// <summary>Who may not do what, for a 403; null for every other failure.</summary>
    public ForbiddenAccess? Forbidden { get; }

    /// <summary>The object, resource or path is not there.</summary>
    public bool IsNotFound => Is(ErrorReason.NotFound, 404);

    /// <summary>The server does not know who asks.</summary>
    public bool IsUnauthorized => Is(ErrorReason.Unauthorized, 401);

    /// <summary>The one who asks may not do that.</summary>
    public bool IsForbidden => Is(ErrorReason.Forbidden, 403);

    /// <summary>An object of that name exists already.</summary>
    public bool IsAlreadyExists => Reason == ErrorReason.AlreadyExists;

    /// <summary>The object changed meanwhile, or a precondition does not hold.</summary>
    public bool IsConflict => Is(ErrorReason.Conflict, 409);

    /// <summary>The resource version or continue token is too old.</summary>
    public bool IsExpired => Reason is ErrorReason.Expired or ErrorReason.Gone || Is(ErrorReason.Expired, 410);

    /// <summary>The object is not valid.</summary>
    public bool IsInvalid => Is(ErrorReason.Invalid, 422);

    /// <summary>The server asks to slow down.</summary>
    public bool IsTooManyRequests => Is(ErrorReason.TooManyRequests, 429);

    // The reason decides; the code only where the server gave no reason of its own, as client-go's apierrors does.
    private bool Is(string reason, int code) => Reason == reason || (Reason == ErrorReason.Unknown && StatusCode == code);
}
