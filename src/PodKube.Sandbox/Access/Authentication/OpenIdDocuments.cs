using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Access.ServiceAccounts;
using PodKube.Sandbox.Pki;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Access.Authentication;

/// <summary>Serves what others need to verify service account tokens themselves: the issuer's configuration and its public key.</summary>
internal sealed class OpenIdDocuments(ServiceAccountKey key) : IRequestInterceptor
{
    private const string KeySetPath = "/openid/v1/jwks";

    public async ValueTask<bool> TryHandleAsync(HttpContext context, RequestInfo request, UserInfo user)
    {
        var (document, contentType) = request.Path.TrimEnd('/') switch
        {
            "/.well-known/openid-configuration" => (Configuration(context.Request.Host), "application/json"),
            KeySetPath => (key.ToKeySet(), "application/jwk-set+json"),
            _ => (null, ""),
        };
        if (document is null || request.Verb != "get")
        {
            return false;
        }

        context.Response.ContentType = contentType;
        context.Response.Headers.CacheControl = "public, max-age=3600";
        await context.Response.Body.WriteAsync(JsonText.Write(document), context.RequestAborted).ConfigureAwait(false);
        return true;
    }

    private static JsonObject Configuration(HostString host) => new()
    {
        ["issuer"] = ServiceAccountTokenIssuer.Issuer,
        ["jwks_uri"] = $"https://{host}{KeySetPath}",
        ["response_types_supported"] = new JsonArray((JsonNode)"id_token"),
        ["subject_types_supported"] = new JsonArray((JsonNode)"public"),
        ["id_token_signing_alg_values_supported"] = new JsonArray((JsonNode)ServiceAccountKey.Algorithm),
    };
}
