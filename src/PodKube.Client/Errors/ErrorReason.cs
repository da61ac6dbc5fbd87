namespace PodKube.Client.Errors;

/// <summary>The reasons that failures carry: those of the API server's Status, and PodKube's own for what fails before an answer.</summary>
/// <remarks>The server's reasons are those of https://github.com/kubernetes/apimachinery/blob/master/pkg/apis/meta/v1/types.go (StatusReason).</remarks>
public static class ErrorReason
{
    /// <summary>400: the request itself is malformed.</summary>
    public const string BadRequest = "BadRequest";

    /// <summary>401: the server does not know who asks.</summary>
    public const string Unauthorized = "Unauthorized";

    /// <summary>403: the server knows who asks and says no.</summary>
    public const string Forbidden = "Forbidden";

    /// <summary>404: no such object, kind or path.</summary>
    public const string NotFound = "NotFound";

    /// <summary>405: the resource does not take this verb.</summary>
    public const string MethodNotAllowed = "MethodNotAllowed";

    /// <summary>406: the server has none of the asked media types.</summary>
    public const string NotAcceptable = "NotAcceptable";

    /// <summary>409: an object of this name is there already.</summary>
    public const string AlreadyExists = "AlreadyExists";

    /// <summary>409: the object changed since it was read.</summary>
    public const string Conflict = "Conflict";

    /// <summary>410: the resource version or continue token is too old.</summary>
    public const string Expired = "Expired";

    /// <summary>410: the object has gone for good.</summary>
    public const string Gone = "Gone";

    /// <summary>413: the body is larger than the server takes.</summary>
    public const string RequestEntityTooLarge = "RequestEntityTooLarge";

    /// <summary>415: the body's media type is not one that the server reads here.</summary>
    public const string UnsupportedMediaType = "UnsupportedMediaType";

    /// <summary>422: the object does not pass validation; the status carries one cause per field.</summary>
    public const string Invalid = "Invalid";

    /// <summary>429: the server asks to slow down.</summary>
    public const string TooManyRequests = "TooManyRequests";

    /// <summary>500: the server failed.</summary>
    public const string InternalError = "InternalError";

    /// <summary>503: the server, or the extension server behind it, is not available.</summary>
    public const string ServiceUnavailable = "ServiceUnavailable";

    /// <summary>504 from the server, or no answer within the client's own time limit.</summary>
    public const string Timeout = "Timeout";

    /// <summary>500 with a hint to try again later.</summary>
    public const string ServerTimeout = "ServerTimeout";

    /// <summary>A failure status without a reason that is known here.</summary>
    public const string Unknown = "Unknown";

    /// <summary>No service account and no kubeconfig were found.</summary>
    public const string NotInCluster = "NotInCluster";

    /// <summary>The service account folder holds no token.</summary>
    public const string TokenMissing = "TokenMissing";

    /// <summary>The token file is there and empty.</summary>
    public const string TokenEmpty = "TokenEmpty";

    /// <summary>The token file is there and cannot be read.</summary>
    public const string TokenUnreadable = "TokenUnreadable";

    /// <summary>A text that should be a JSON Web Token is none.</summary>
    public const string TokenInvalid = "TokenInvalid";

    /// <summary>A token's signature is not one of the cluster's.</summary>
    public const string SignatureInvalid = "SignatureInvalid";

    /// <summary>The certificate authority file is missing, unreadable or holds no certificate.</summary>
    public const string CertificateAuthorityInvalid = "CertificateAuthorityInvalid";

    /// <summary>The client certificate or its key is missing, unreadable or they do not belong together.</summary>
    public const string ClientCertificateInvalid = "ClientCertificateInvalid";

    /// <summary>A kubeconfig file cannot be read or says something impossible.</summary>
    public const string KubeconfigInvalid = "KubeconfigInvalid";

    /// <summary>The context that was asked for is in no kubeconfig file.</summary>
    public const string ContextNotFound = "ContextNotFound";

    /// <summary>A credential plugin is missing, failed or answered nonsense.</summary>
    public const string CredentialPluginFailed = "CredentialPluginFailed";

    /// <summary>Nobody answers at the server's address.</summary>
    public const string ConnectionFailed = "ConnectionFailed";

    /// <summary>The connection broke before the answer was complete.</summary>
    public const string ConnectionLost = "ConnectionLost";

    /// <summary>The server's host name has no address.</summary>
    public const string HostNotFound = "HostNotFound";

    /// <summary>The server's certificate is not signed by the trusted authority.</summary>
    public const string CertificateInvalid = "CertificateInvalid";

    /// <summary>The server's certificate, or its authority's, is outside its validity.</summary>
    public const string CertificateExpired = "CertificateExpired";

    /// <summary>The server's certificate is for other names than the one that was connected to.</summary>
    public const string HostNameMismatch = "HostNameMismatch";

    /// <summary>The TLS handshake failed for another reason, for instance because the server speaks no TLS.</summary>
    public const string TlsFailed = "TlsFailed";

    /// <summary>The server answered something that is not what the API promises.</summary>
    public const string BadResponse = "BadResponse";

    /// <summary>The server redirects, which an API server does not do and PodKube does not follow.</summary>
    public const string Redirected = "Redirected";

    /// <summary>No served kind has this name.</summary>
    public const string KindNotFound = "KindNotFound";

    /// <summary>What was asked cannot be sent: a name, path or option is not possible.</summary>
    public const string InvalidRequest = "InvalidRequest";

    /// <summary>A rollout took longer than its deployment allows without getting on.</summary>
    public const string ProgressDeadlineExceeded = "ProgressDeadlineExceeded";

    /// <summary>A rollout waits for somebody to resume it.</summary>
    public const string RolloutPaused = "RolloutPaused";

    /// <summary>Another template than the one that was waited for is being rolled out.</summary>
    public const string RolloutSuperseded = "RolloutSuperseded";

    /// <summary>The image of a container cannot be pulled.</summary>
    public const string ImagePullFailed = "ImagePullFailed";

    /// <summary>A container ends as soon as it is started.</summary>
    public const string CrashLoop = "CrashLoop";

    /// <summary>A container cannot be started as its pod describes it.</summary>
    public const string ContainerNotStarted = "ContainerNotStarted";

    /// <summary>No node takes a pod.</summary>
    public const string Unschedulable = "Unschedulable";

    /// <summary>A quota leaves no room for more.</summary>
    public const string QuotaExceeded = "QuotaExceeded";

    /// <summary>A controller cannot create the pods that it wants.</summary>
    public const string PodCreationFailed = "PodCreationFailed";

    /// <summary>A node has pods that may not be evicted without more being allowed.</summary>
    public const string DrainRefused = "DrainRefused";

    /// <summary>A request was held back, because nothing must be changed.</summary>
    public const string NotSent = "NotSent";

    /// <summary>The reason that belongs to a status code whose answer names none.</summary>
    public static string FromStatusCode(int statusCode) => statusCode switch
    {
        400 => BadRequest,
        401 => Unauthorized,
        403 => Forbidden,
        404 => NotFound,
        405 => MethodNotAllowed,
        406 => NotAcceptable,
        409 => Conflict,
        410 => Expired,
        413 => RequestEntityTooLarge,
        415 => UnsupportedMediaType,
        422 => Invalid,
        429 => TooManyRequests,
        500 => InternalError,
        503 => ServiceUnavailable,
        504 => Timeout,
        >= 300 and < 400 => Redirected,
        _ => Unknown,
    };
}
