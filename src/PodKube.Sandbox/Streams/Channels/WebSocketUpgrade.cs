using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PodKube.Sandbox.Server;

namespace PodKube.Sandbox.Streams.Channels;

/// <summary>Turns a request into a WebSocket (RFC 6455, section 4.2), with the first of the client's subprotocols that is spoken here.</summary>
internal static class WebSocketUpgrade
{
    private const string Magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static readonly TimeSpan s_keepAlive = TimeSpan.FromSeconds(30);

    /// <exception cref="ApiStatusException">400: this is no upgrade, or to a protocol that is not spoken.</exception>
    public static async Task<(WebSocket Socket, string Protocol)> AcceptAsync(HttpContext context, params string[] protocols)
    {
        IHttpUpgradeFeature? feature = context.Features.Get<IHttpUpgradeFeature>();
        IHeaderDictionary headers = context.Request.Headers;
        string key = headers.SecWebSocketKey.ToString();
        if (feature is not { IsUpgradableRequest: true } || key.Length == 0 || !headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase))
        {
            throw ApiErrors.BadRequest("Upgrade request required");
        }

        string[] offered = headers.SecWebSocketProtocol.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string? chosen = offered.Length == 0 ? protocols[0] : offered.FirstOrDefault(protocols.Contains);
        if (chosen is null)
        {
            throw ApiErrors.BadRequest($"unable to upgrade: no supported protocol of [{string.Join(' ', offered)}]");
        }

        context.Response.Headers.Connection = "Upgrade";
        context.Response.Headers.Upgrade = "websocket";
        context.Response.Headers.SecWebSocketAccept = Accept(key);
        if (offered.Length > 0)
        {
            context.Response.Headers.SecWebSocketProtocol = chosen;
        }

        Stream stream = await feature.UpgradeAsync().ConfigureAwait(false);
        // The socket is not told its protocol: it refuses the slash in "SPDY/3.1+portforward.k8s.io", which Go's peers do not mind.
        return (WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = s_keepAlive }), chosen);
    }

    // SHA-1 is what the protocol prescribes; nothing is secret here.
#pragma warning disable CA5350
    private static string Accept(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Magic)));
#pragma warning restore CA5350
}
