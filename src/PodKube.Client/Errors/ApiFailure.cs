using System.Globalization;
using PodKube.Client.Auth;
using PodKube.Client.Config;
using PodKube.Client.Requests;

namespace PodKube.Client.Errors;

/// <summary>Makes the exception of a failure status: the server's words, and what can be done about it.</summary>
internal static class ApiFailure
{
    internal static KubeApiException Make(KubeRequest request, KubeStatus status, ClusterConfig config, TokenClaims? claims, DateTimeOffset now) => status switch
    {
        { Code: 401 } => Unauthorized(request, status, config, claims, now),
        { Code: >= 300 and < 400 } => new KubeApiException(
            request.Target,
            status,
            $"The server answered {request.Target} with a redirect (HTTP {status.Code}), which is not followed: the credentials are for this server alone.",
            "Check the server's address: a login page or a proxy may answer there instead of the API server."),
        { Code: 403 } => new KubeApiException(request.Target, status, null, "Someone who may change roles can grant the right."),
        { Code: 404, IsFromServer: false } => new KubeApiException(
            request.Target, status, $"The server has nothing at {request.Target.Path} (404).", "Check path, group and version: Get-KubeApiResource lists what is served."),
        { Code: 409, Reason: ErrorReason.Conflict } => new KubeApiException(request.Target, status, null, ConflictAdvice(status)),
        { Code: 410 } => new KubeApiException(request.Target, status, null, "Begin anew without the old resource version or continue token."),
        { Code: 429 } => new KubeApiException(request.Target, status, null, "The server is busy: wait a moment, or ask for less at once."),
        { Code: 503 } => new KubeApiException(
            request.Target, status, null, request.Target.Group.Contains('.', StringComparison.Ordinal)
                ? $"The server behind the API group {request.Target.Group} may be down: look at its APIService."
                : "The server is not ready: try again in a moment."),
        _ => new KubeApiException(request.Target, status),
    };

    private static string ConflictAdvice(KubeStatus status) => status.Causes.Any(static c => c.Reason == "FieldManagerConflict")
        ? "Leave these fields to their owner, or take them over: Publish-KubeResource -ForceConflicts."
        : "Read the object again, change that and send it; Update-KubeResource with a script block does so by itself.";

    private static KubeApiException Unauthorized(KubeRequest request, KubeStatus status, ClusterConfig config, TokenClaims? claims, DateTimeOffset now)
    {
        string who = config.Credentials.IsAnonymous ? "No credentials were sent" : "The server does not accept the credentials";
        (string finding, string advice) = claims switch
        {
            { ExpiresAt: { } end } when end <= now => (
                $"the token of {claims.Subject} expired at {Time(end)}",
                "In a pod the kubelet renews the token: read it from the file each time instead of keeping it. Elsewhere sign in again."),
            { NotBefore: { } start } when start > now => ($"the token of {claims.Subject} holds only from {Time(start)} on", "Check this machine's clock."),
            { } => TokenFinding.Of(claims, config.Server),
            null => (config.Credentials.ToString(), $"Check the credentials; they come from {config.Origin}."),
        };
        return new KubeApiException(request.Target, status, $"{who} ({status.Message}): {finding}.", advice);
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
