using System.Buffers;
using System.IO.Pipelines;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Streams.Channels;

/// <summary>A WebSocket that carries several streams, each message marked with its channel.</summary>
internal sealed class ChannelSocket(WebSocket socket, string protocol) : IDisposable
{
    public const string Version5 = "v5.channel.k8s.io";
    public const string Version4 = "v4.channel.k8s.io";
    public const string Version4Base64 = "v4.base64.channel.k8s.io";

    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly Pipe _stdin = new();

    /// <summary>What the client writes to stdin; completed when it closes it or goes away.</summary>
    public PipeReader Stdin => _stdin.Reader;

    private bool IsBase64 => protocol == Version4Base64;

    /// <summary>Takes in what the client sends until it closes the connection.</summary>
    public async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await ReceiveMessageAsync(cancellationToken).ConfigureAwait(false) is { } message)
            {
                await TakeAsync(message, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (WebSocketException)
        {
            // The client went away without a word; that is the end of its input all the same.
        }
        finally
        {
            await _stdin.Writer.CompleteAsync().ConfigureAwait(false);
        }
    }

    public async Task SendAsync(StreamChannel channel, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        byte[] message = Frame(channel, data.Span);
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                WebSocketMessageType type = IsBase64 ? WebSocketMessageType.Text : WebSocketMessageType.Binary;
                await socket.SendAsync(message, type, true, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Sends how the command ended, and closes.</summary>
    public async Task FinishAsync(JsonObject status, CancellationToken cancellationToken)
    {
        await SendAsync(StreamChannel.Error, JsonText.Write(status), cancellationToken).ConfigureAwait(false);
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _sending.Dispose();
        socket.Dispose();
    }

    private async Task<byte[]?> ReceiveMessageAsync(CancellationToken cancellationToken)
    {
        ArrayBufferWriter<byte> buffer = new();
        while (true)
        {
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer.GetMemory(16 * 1024), cancellationToken).ConfigureAwait(false);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            buffer.Advance(part.Count);
            if (part.EndOfMessage)
            {
                return buffer.WrittenSpan.ToArray();
            }
        }
    }

    private async Task TakeAsync(byte[] message, CancellationToken cancellationToken)
    {
        if (message.Length == 0)
        {
            return;
        }

        byte channel = IsBase64 ? (byte)(message[0] - '0') : message[0];
        ReadOnlyMemory<byte> data = IsBase64 ? Decode(message.AsSpan(1)) : message.AsMemory(1);
        switch ((StreamChannel)channel)
        {
            case StreamChannel.Stdin when !data.IsEmpty:
                await _stdin.Writer.WriteAsync(data, cancellationToken).ConfigureAwait(false);
                break;
            case StreamChannel.Close when data.Span is [(byte)StreamChannel.Stdin, ..]:
                await _stdin.Writer.CompleteAsync().ConfigureAwait(false);
                break;
            default:
                // A new terminal size changes nothing for commands that draw no screens.
                break;
        }
    }

    private byte[] Frame(StreamChannel channel, ReadOnlySpan<byte> data) => IsBase64
        ? Encoding.ASCII.GetBytes((char)('0' + (byte)channel) + Convert.ToBase64String(data))
        : [(byte)channel, .. data];

    private static byte[] Decode(ReadOnlySpan<byte> text)
    {
        try
        {
            return Convert.FromBase64String(Encoding.ASCII.GetString(text));
        }
        catch (FormatException)
        {
            return [];
        }
    }
}
