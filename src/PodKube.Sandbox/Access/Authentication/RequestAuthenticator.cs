using System.Text;
using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Pki;

namespace PodKube.Sandbox.Access.Authentication;

/// <summary>
/// Client certificate, then bearer token; who presents neither is anonymous. A credential that is presented and not accepted
/// makes the request fail, even where an anonymous one would pass.
/// </summary>
internal sealed class RequestAuthenticator(ClientCertificates certificates, BearerTokens tokens) : IAuthenticator
{
    private const string WebSocketPrefix = "base64url.bearer.authorization.k8s.io.";

    public UserInfo? Authenticate(HttpContext context)
    {
        var refused = false;
        if (context.Connection.ClientCertificate is { } certificate)
        {
            if (certificates.Find(certificate) is { } user)
            {
                return user;
            }

            refused = true;
        }

        if (FindToken(context.Request) is { } token)
        {
            var check = tokens.Check(token, []);
            if (check.Succeeded)
            {
                return check.User;
            }

            refused = true;
        }

        return refused ? null : UserInfo.Anonymous;
    }

    private static string? FindToken(HttpRequest request)
    {
        var parts = request.Headers.Authorization.ToString().Trim().Split(' ', 3);
        if (parts.Length >= 2 && parts[0].Equals("bearer", StringComparison.OrdinalIgnoreCase))
        {
            // "Bearer  x" holds an empty token; kube-apiserver treats it as none.
            return parts[1].Length == 0 ? null : parts[1];
        }

        return request.HttpContext.WebSockets.IsWebSocketRequest ? FindWebSocketToken(request.HttpContext) : null;
    }

    // Browsers cannot set headers on a WebSocket, so the token may come as one of the subprotocols.
    private static string? FindWebSocketToken(HttpContext context)
    {
        foreach (var protocol in context.WebSockets.WebSocketRequestedProtocols)
        {
            if (protocol.StartsWith(WebSocketPrefix, StringComparison.Ordinal)
                && Base64Text.TryDecode(protocol[WebSocketPrefix.Length..], out var bytes))
            {
                return Encoding.UTF8.GetString(bytes);
            }
        }

        return null;
    }
}
