using PodKube.Client.Auth;

namespace PodKube.Client.Errors;

/// <summary>What may be wrong with a token that is valid by its dates and was refused all the same; from its claims alone.</summary>
internal static class TokenFinding
{
    /// <summary>
    /// An API server takes tokens for itself only, and unless configured otherwise it calls itself what it calls the issuer of its tokens
    /// (--api-audiences, --service-account-issuer): a token for something else than its issuer was made for a third party.
    /// </summary>
    /// <remarks>https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/</remarks>
    internal static (string Finding, string Advice) Of(TokenClaims claims, Uri server)
    {
        string token = $"the token of {claims.Subject} (issuer {claims.Issuer}, audience {string.Join(", ", claims.Audiences)}) is valid by its dates";
        if (claims.Audiences.Count > 0 && !claims.Audiences.Any(audience => IsServer(audience, claims.Issuer, server)))
        {
            return (
                $"{token}, but it is for another audience than the API server",
                "Use a token for the API server: New-KubeToken without -Audience makes one, and a pod has one mounted.");
        }

        if (claims.Audiences.Count > 0 && claims.Issuer is not null && !claims.Audiences.Contains(claims.Issuer) && !IsClusterName(claims.Issuer))
        {
            return (
                $"{token}, but it comes from another issuer than clusters of this kind have",
                "Use a token that this cluster issued; an issuer of its own must be configured in the API server.");
        }

        return (
            token,
            "Its service account or pod may be deleted, or the token may be of another cluster: compare its issuer with the one that "
            + "Invoke-KubeApi /.well-known/openid-configuration shows.");
    }

    private static bool IsServer(string audience, string? issuer, Uri server) =>
        audience == issuer || IsClusterName(audience) || audience.TrimEnd('/') == server.GetLeftPart(UriPartial.Authority);

    /// <summary>The names that API servers give themselves by default.</summary>
    private static bool IsClusterName(string name) =>
        name is "kubernetes" or "api"
        || (Uri.TryCreate(name, UriKind.Absolute, out Uri? address)
            && (address.Host == "kubernetes.default.svc" || address.Host.StartsWith("kubernetes.default.svc.", StringComparison.Ordinal)));
}
