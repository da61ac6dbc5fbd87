using System.Net.WebSockets;

namespace PodKube.Sandbox.Streams.PortForward;

/// <summary>The bytes of a WebSocket's binary messages as one stream: how SPDY is tunnelled (KEP-4006).</summary>
internal sealed class WebSocketBytes(WebSocket socket) : AsyncStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (part.Count > 0 || part.MessageType == WebSocketMessageType.Close)
            {
                return part.MessageType == WebSocketMessageType.Close ? 0 : part.Count;
            }
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        socket.SendAsync(buffer, WebSocketMessageType.Binary, true, cancellationToken);
}
