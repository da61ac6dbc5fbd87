using PodKube.Client.Config;
using PodKube.Client.Errors;

namespace PodKube.Client.Http;

/// <summary>The body of an answer: a break or a standstill comes out as <see cref="KubeTransportException"/>.</summary>
internal sealed class ResponseStream : Stream
{
    private readonly Stream _inner;
    private readonly HttpResponseMessage _owner;
    private readonly ClusterConfig _config;
    private readonly TimeProvider _time;
    private readonly TimeSpan _idleLimit;
    private readonly bool _changes;

    internal ResponseStream(Stream inner, HttpResponseMessage owner, ClusterConfig config, TimeProvider time, TimeSpan idleLimit, bool changes)
    {
        _inner = inner;
        _owner = owner;
        _config = config;
        _time = time;
        _idleLimit = idleLimit;
        _changes = changes;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            ValueTask<int> read = _inner.ReadAsync(buffer, cancellationToken);
            return read.IsCompleted || _idleLimit == Timeout.InfiniteTimeSpan
                ? await read.ConfigureAwait(false)
                : await read.AsTask().WaitAsync(_idleLimit, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            // Ends the read that is still waiting, too.
            _owner.Dispose();
            throw TransportFailure.BodyTimeout(_config, _idleLimit, _changes, e);
        }
        catch (InvalidDataException e)
        {
            throw TransportFailure.Corrupt(e, _config);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or ObjectDisposedException)
        {
            throw TransportFailure.Lost(e, _config, _changes);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return _inner.Read(buffer, offset, count);
        }
        catch (InvalidDataException e)
        {
            throw TransportFailure.Corrupt(e, _config);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or ObjectDisposedException)
        {
            throw TransportFailure.Lost(e, _config, _changes);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
