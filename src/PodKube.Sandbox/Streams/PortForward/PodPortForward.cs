using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Access;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Streams.Channels;

namespace PodKube.Sandbox.Streams.PortForward;

/// <summary>
/// Answers <c>pods/NAME/portforward</c> over WebSocket: SPDY tunnelled, as kubectl speaks it since 1.31, or the older channels of two for each port in
/// the query.
/// </summary>
internal sealed class PodPortForward(ResourceOperations operations) : IRequestInterceptor
{
    private const string Tunnel = "SPDY/3.1+portforward.k8s.io";

    public async ValueTask<bool> TryHandleAsync(HttpContext context, RequestInfo request, UserInfo user)
    {
        if (request is not { ApiGroup: "", Resource: "pods", Subresource: "portforward", Verb: "get" or "create" })
        {
            return false;
        }

        JsonObject pod = operations.Get(operations.Kinds.Require("pods"), request.Namespace, request.Name).Value;
        if (pod.Text("spec", "nodeName") is not { Length: > 0 })
        {
            throw ApiErrors.BadRequest($"pod {pod.Name()} does not have a host assigned");
        }

        if (pod.Text("status", "phase") is { } phase and not "Running")
        {
            throw ApiErrors.BadRequest($"unable to forward port because pod is not running. Current status={phase}");
        }

        (WebSocket accepted, string protocol) = await WebSocketUpgrade
            .AcceptAsync(context, Tunnel, ChannelSocket.Version4, ChannelSocket.Version4Base64).ConfigureAwait(false);
        using WebSocket socket = accepted;
        using PortChannels channels = new(pod, socket, protocol);
        try
        {
            await (protocol == Tunnel
                ? TunnelAsync(pod, socket, context.RequestAborted)
                : channels.RunAsync(Ports(context.Request.Query), context.RequestAborted)).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is WebSocketException or IOException or InvalidDataException)
        {
            // The client went away, or spoke something else: there is nobody to answer.
        }

        return true;
    }

    private static List<int> Ports(IQueryCollection query) =>
    [
        .. query["ports"].SelectMany(text => (text ?? "").Split(',')).Select(text =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) ? port : 0).Where(port => port is > 0 and < 65536),
    ];

    // Each connection is a pair of streams with the same request ID: one for data, one for an error.
    private static async Task TunnelAsync(JsonObject pod, WebSocket socket, CancellationToken cancellationToken)
    {
        await using WebSocketBytes transport = new(socket);
        using SpdyConnection connection = new(transport);
        ConcurrentDictionary<string, SpdyStream> errors = new(StringComparer.Ordinal);
        await connection.RunAsync(Take, cancellationToken).ConfigureAwait(false);

        void Take(SpdyStream stream)
        {
            string id = stream.Headers.GetValueOrDefault("requestid") ?? "";
            if (stream.Headers.GetValueOrDefault("streamtype") == "error")
            {
                errors[id] = stream;
            }
            else if (errors.TryRemove(id, out SpdyStream? error))
            {
                _ = ServeAsync(pod, connection, stream, error, cancellationToken);
            }
        }
    }

    private static async Task ServeAsync(JsonObject pod, SpdyConnection connection, SpdyStream data, SpdyStream error, CancellationToken cancellationToken)
    {
        try
        {
            _ = int.TryParse(data.Headers.GetValueOrDefault("port"), NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            PretendPort port = new(pod, number);
            if (port.Refusal is { } refusal)
            {
                await connection.SendAsync(error, Encoding.UTF8.GetBytes(refusal), isLast: false, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await port.ServeAsync(data.Input, bytes => connection.SendAsync(data, bytes, isLast: false, cancellationToken), cancellationToken).ConfigureAwait(false);
            }

            await connection.SendAsync(data, default, isLast: true, cancellationToken).ConfigureAwait(false);
            await connection.SendAsync(error, default, isLast: true, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The connection ended under it.
        }
    }
}
