using System.Buffers.Binary;

namespace PodKube.Sandbox.Streams.PortForward;

/// <summary>
/// The server's side of a SPDY/3.1 connection, as far as kubectl's port-forward speaks it: streams opened by the client, data, pings, resets.
/// </summary>
internal sealed class SpdyConnection(Stream transport) : IDisposable
{
    private const int FrameLimit = 16 * 1024 * 1024;
    private const int SynStream = 1;
    private const int SynReply = 2;
    private const int RstStream = 3;
    private const int Ping = 6;
    private const int GoAway = 7;
    private const byte Fin = 1;

    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Dictionary<int, SpdyStream> _streams = [];
    private readonly SpdyHeaders _headers = new();

    /// <summary>Reads frames until the client is gone; <paramref name="onStream"/> hears of each new stream and must not wait.</summary>
    /// <exception cref="InvalidDataException">What the client sends is not SPDY.</exception>
    public async Task RunAsync(Action<SpdyStream> onStream, CancellationToken cancellationToken)
    {
        try
        {
            byte[] head = new byte[8];
            while (await transport.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) == head.Length)
            {
                int length = (head[5] << 16) | (head[6] << 8) | head[7];
                byte[] body = new byte[length <= FrameLimit ? length : throw new InvalidDataException("frame too long")];
                await transport.ReadExactlyAsync(body, cancellationToken).ConfigureAwait(false);
                if (!await TakeAsync(head, body, onStream, cancellationToken).ConfigureAwait(false))
                {
                    return;
                }
            }
        }
        finally
        {
            foreach (SpdyStream stream in _streams.Values)
            {
                await stream.Received.CompleteAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Sends data on a stream, or, with <paramref name="isLast"/>, the end of this side of it.</summary>
    public async Task SendAsync(SpdyStream stream, ReadOnlyMemory<byte> data, bool isLast, CancellationToken cancellationToken)
    {
        byte[] frame = new byte[8 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, stream.Id);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), data.Length);
        frame[4] = isLast ? Fin : (byte)0;
        data.CopyTo(frame.AsMemory(8));
        await WriteAsync(frame, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _writing.Dispose();

    // False where the client says good-bye.
    private async Task<bool> TakeAsync(byte[] head, byte[] body, Action<SpdyStream> onStream, CancellationToken cancellationToken)
    {
        bool isControl = (head[0] & 0x80) != 0;
        if (!isControl)
        {
            await TakeDataAsync(BinaryPrimitives.ReadInt32BigEndian(head) & int.MaxValue, head[4], body, cancellationToken).ConfigureAwait(false);
            return true;
        }

        switch (BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(2)))
        {
            case SynStream:
                await OpenAsync(head[4], body, onStream, cancellationToken).ConfigureAwait(false);
                return true;
            case Ping:
                await WriteAsync([.. head, .. body], cancellationToken).ConfigureAwait(false);
                return true;
            case RstStream when body.Length >= 4:
                await EndAsync(BinaryPrimitives.ReadInt32BigEndian(body) & int.MaxValue).ConfigureAwait(false);
                return true;
            default:
                return BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(2)) != GoAway;
        }
    }

    private async Task OpenAsync(byte flags, byte[] body, Action<SpdyStream> onStream, CancellationToken cancellationToken)
    {
        if (body.Length < 10)
        {
            throw new InvalidDataException("SYN_STREAM too short");
        }

        int id = BinaryPrimitives.ReadInt32BigEndian(body) & int.MaxValue;
        SpdyStream stream = new(id, _headers.Read(body.AsSpan(10)));
        _streams[id] = stream;
        await ReplyAsync(id, cancellationToken).ConfigureAwait(false);
        if ((flags & Fin) != 0)
        {
            await stream.Received.CompleteAsync().ConfigureAwait(false);
        }

        onStream(stream);
    }

    private async Task ReplyAsync(int id, CancellationToken cancellationToken)
    {
        byte[] block = _headers.Write(new Dictionary<string, string>());
        byte[] frame = new byte[12 + block.Length];
        frame[0] = 0x80;
        frame[1] = 3;
        frame[3] = SynReply;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), 4 + block.Length);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(8), id);
        block.CopyTo(frame, 12);
        await WriteAsync(frame, cancellationToken).ConfigureAwait(false);
    }

    private async Task TakeDataAsync(int id, byte flags, byte[] body, CancellationToken cancellationToken)
    {
        if (!_streams.TryGetValue(id, out SpdyStream? stream))
        {
            return;
        }

        if (body.Length > 0)
        {
            await stream.Received.WriteAsync(body, cancellationToken).ConfigureAwait(false);
        }

        if ((flags & Fin) != 0)
        {
            await EndAsync(id).ConfigureAwait(false);
        }
    }

    private async Task EndAsync(int id)
    {
        if (_streams.Remove(id, out SpdyStream? stream))
        {
            await stream.Received.CompleteAsync().ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(byte[] frame, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await transport.WriteAsync(frame, cancellationToken).ConfigureAwait(false);
            await transport.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }
}
