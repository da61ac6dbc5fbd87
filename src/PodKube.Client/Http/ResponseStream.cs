using PodKube.Client.Config;
using PodKube.Client.Errors;

namespace PodKube.Client.Http;

/// <summary>The body of an answer: a break or a standstill comes out as <see cref="KubeTransportException"/>.</summary>
internal sealed class ResponseStream : BodyStream
{
    private readonly HttpResponseMessage _owner;
    private readonly ClusterConfig _config;
    private readonly TimeProvider _time;
    private readonly TimeSpan _idleLimit;
    private readonly bool _changes;

    internal ResponseStream(Stream inner, HttpResponseMessage owner, ClusterConfig config, TimeProvider time, TimeSpan idleLimit, bool changes)
        : base(inner)
    {
        _owner = owner;
        _config = config;
        _time = time;
        _idleLimit = idleLimit;
        _changes = changes;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            ValueTask<int> read = Inner.ReadAsync(buffer, cancellationToken);
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

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Inner.Read(buffer);
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
}
