using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Streams.Channels;

namespace PodKube.Sandbox.Streams.PortForward;

/// <summary>
/// Port-forward with <c>v4.channel.k8s.io</c>: for the n-th port in the query, channel 2n carries data and 2n+1 an error. On each the server first
/// sends the port as two bytes, low byte first.
/// </summary>
internal sealed class PortChannels(JsonObject pod, WebSocket socket, string protocol) : IDisposable
{
    private readonly SemaphoreSlim _sending = new(1, 1);

    public async Task RunAsync(IReadOnlyList<int> ports, CancellationToken cancellationToken)
    {
        List<Pipe> inputs = [.. ports.Select(_ => new Pipe())];
        byte[] number = new byte[2];
        for (int i = 0; i < ports.Count; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(number, (ushort)ports[i]);
            await SendAsync(2 * i, number, cancellationToken).ConfigureAwait(false);
            await SendAsync((2 * i) + 1, number, cancellationToken).ConfigureAwait(false);
        }

        Task[] serving = [.. ports.Select((port, i) => ServeAsync(i, new PretendPort(pod, port), inputs[i].Reader, cancellationToken))];
        try
        {
            while (await ReceiveAsync(cancellationToken).ConfigureAwait(false) is { } message)
            {
                if (message.Length > 1 && message[0] % 2 == 0 && message[0] / 2 < inputs.Count)
                {
                    await inputs[message[0] / 2].Writer.WriteAsync(message.AsMemory(1), cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            inputs.ForEach(input => input.Writer.Complete());
            await Task.WhenAll(serving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose() => _sending.Dispose();

    private async Task ServeAsync(int index, PretendPort port, PipeReader input, CancellationToken cancellationToken)
    {
        if (port.Refusal is { } refusal)
        {
            await SendAsync((2 * index) + 1, Encoding.UTF8.GetBytes(refusal), cancellationToken).ConfigureAwait(false);
            return;
        }

        await port.ServeAsync(input, bytes => SendAsync(2 * index, bytes, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (socket.State == WebSocketState.Open)
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken).ConfigureAwait(false);
        }
    }

    private bool IsBase64 => protocol == ChannelSocket.Version4Base64;

    private async Task SendAsync(int channel, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        byte[] message = IsBase64
            ? Encoding.ASCII.GetBytes((char)('0' + channel) + Convert.ToBase64String(data.Span))
            : [(byte)channel, .. data.Span];
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await socket.SendAsync(message, IsBase64 ? WebSocketMessageType.Text : WebSocketMessageType.Binary, true, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task<byte[]?> ReceiveAsync(CancellationToken cancellationToken)
    {
        ArrayBufferWriter<byte> buffer = new();
        while (true)
        {
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer.GetMemory(16 * 1024), cancellationToken).ConfigureAwait(false);
            buffer.Advance(part.Count);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            if (part.EndOfMessage)
            {
                byte[] message = buffer.WrittenSpan.ToArray();
                return IsBase64 && message.Length > 0
                    ? [(byte)(message[0] - '0'), .. Convert.FromBase64String(Encoding.ASCII.GetString(message.AsSpan(1)))]
                    : message;
            }
        }
    }
}
