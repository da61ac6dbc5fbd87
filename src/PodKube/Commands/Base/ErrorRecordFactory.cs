using System.Management.Automation;
using System.Text.Json;
using PodKube.Client.Access;
using PodKube.Client.Errors;
using PodKube.Client.Manifests;
using PodKube.Client.Quantities;
using PodKube.Client.Requests;
using PodKube.Client.Yaml;

namespace PodKube.Commands;

/// <summary>The one place where failures become error records: the reason is the id, the cause the category.</summary>
internal static class ErrorRecordFactory
{
    private const string PathNotFound = "PathNotFound";
    private const string FileUnreadable = "FileUnreadable";

    /// <summary>Whether the exception is a failure to report; everything else (a stopped pipeline, a bug) passes through.</summary>
    public static bool IsFailure(Exception exception) =>
        exception is KubeException or JsonException or ArgumentException || FileReason(exception) is not null;

    public static ErrorRecord Create(Exception exception, KubeTarget? target)
    {
        string reason = exception switch
        {
            KubeException known => known.Reason,
            JsonException => ErrorReason.BadResponse,
            _ => FileReason(exception) ?? ErrorReason.InvalidRequest,
        };
        ErrorRecord record = new(exception, reason, Category(reason), target ?? Target(exception));
        if (Advice(exception) is string advice)
        {
            record.ErrorDetails = new ErrorDetails(exception.Message) { RecommendedAction = advice };
        }

        return record;
    }

    /// <summary>The reason where a file of the user is the cause; null where it is not.</summary>
    private static string? FileReason(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException or ItemNotFoundException or ProviderNotFoundException
            or System.Management.Automation.DriveNotFoundException => PathNotFound,
        IOException or UnauthorizedAccessException => FileUnreadable,
        _ => null,
    };

    private static string? Advice(Exception exception) => exception switch
    {
        KubeApiException { Forbidden: { IsMissingRight: true } missing } => GrantCommand.For(missing) ?? ((KubeException)exception).Advice,
        KubeConfigException { Reason: ErrorReason.NotInCluster } => $"{((KubeException)exception).Advice} To try things without a cluster: Start-KubeSandbox",
        KubeApiException { IsNotFound: true, Target: { Resource: "events", Name: { } name } } =>
            $"Events have names of their own. Those about an object, for instance a pod: Get-KubeEvent -For pod/{name}",
        KubeException known => known.Advice,
        _ => null,
    };

    private static object? Target(Exception exception) => exception switch
    {
        KubeApiException api => Target(api.Target, api.Status),
        KubeResourceException resource => new KubeTarget(resource.Name, null, null),
        KubeTransportException { Server: Uri server } => server,
        _ => null,
    };

    private static KubeTarget Target(RequestTarget target, KubeStatus status) => target.IsResource
        ? new KubeTarget(target.Subresource.Length > 0 ? $"{target.Resource}/{target.Subresource}" : target.Resource, target.Namespace, target.Name ?? status.Name)
        : new KubeTarget(target.Path, null, null);

    private static ErrorCategory Category(string reason) => reason switch
    {
        ErrorReason.NotFound or ErrorReason.KindNotFound or ErrorReason.Gone or ErrorReason.NotInCluster or ErrorReason.ContextNotFound
            or PathNotFound => ErrorCategory.ObjectNotFound,
        ErrorReason.Forbidden or ErrorReason.TokenUnreadable => ErrorCategory.PermissionDenied,
        ErrorReason.Unauthorized or ErrorReason.TokenMissing or ErrorReason.TokenEmpty or ErrorReason.CredentialPluginFailed
            => ErrorCategory.AuthenticationError,
        FileUnreadable => ErrorCategory.ReadError,
        ErrorReason.AlreadyExists => ErrorCategory.ResourceExists,
        ErrorReason.Conflict => ErrorCategory.WriteError,
        ErrorReason.Invalid or ErrorReason.KubeconfigInvalid or ErrorReason.BadResponse or ErrorReason.TokenInvalid or KubeYamlException.InvalidYaml
            or KubeQuantityException.InvalidQuantity or KubeManifestException.InvalidManifest => ErrorCategory.InvalidData,
        KubeManifestException.UnsupportedKustomization => ErrorCategory.NotImplemented,
        ErrorReason.BadRequest or ErrorReason.InvalidRequest or ErrorReason.RequestEntityTooLarge => ErrorCategory.InvalidArgument,
        ErrorReason.TooManyRequests or ErrorReason.QuotaExceeded => ErrorCategory.LimitsExceeded,
        ErrorReason.Timeout or ErrorReason.ServerTimeout or ErrorReason.ProgressDeadlineExceeded => ErrorCategory.OperationTimeout,
        ErrorReason.CertificateInvalid or ErrorReason.CertificateExpired or ErrorReason.HostNameMismatch or ErrorReason.TlsFailed
            or ErrorReason.CertificateAuthorityInvalid or ErrorReason.ClientCertificateInvalid or ErrorReason.Redirected or ErrorReason.SignatureInvalid
            => ErrorCategory.SecurityError,
        ErrorReason.ConnectionFailed or ErrorReason.ConnectionLost or ErrorReason.HostNotFound => ErrorCategory.ConnectionError,
        ErrorReason.ServiceUnavailable or ErrorReason.ImagePullFailed or ErrorReason.Unschedulable => ErrorCategory.ResourceUnavailable,
        ErrorReason.CrashLoop or ErrorReason.ContainerNotStarted or ErrorReason.PodCreationFailed => ErrorCategory.OperationStopped,
        ErrorReason.NotSent or ErrorReason.MethodNotAllowed or ErrorReason.NotAcceptable or ErrorReason.UnsupportedMediaType or ErrorReason.RolloutPaused
            or ErrorReason.RolloutSuperseded or ErrorReason.DrainRefused => ErrorCategory.InvalidOperation,
        ErrorReason.Expired => ErrorCategory.ResourceUnavailable,
        _ => ErrorCategory.NotSpecified,
    };
}
