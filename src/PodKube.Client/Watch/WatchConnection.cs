using System.Text.Json;
using PodKube.Client.Errors;
using PodKube.Client.Http;
using PodKube.Client.Resources;

namespace PodKube.Client.Watch;

/// <summary>One open watch request: gives its events until the server ends it.</summary>
internal sealed class WatchConnection : IAsyncDisposable
{
    private readonly KubeResponse _response;
    private readonly Stream _body;
    private readonly ApiResource _resource;
    private readonly LineCutter _lines = new();

    internal WatchConnection(KubeResponse response, Stream body, ApiResource resource)
    {
        _response = response;
        _body = body;
        _resource = resource;
    }

    public async ValueTask DisposeAsync()
    {
        await _body.DisposeAsync().ConfigureAwait(false);
        _response.Dispose();
        _lines.Dispose();
    }

    /// <summary>The next event.</summary>
    /// <returns>Null when the server ended the watch.</returns>
    /// <exception cref="KubeTransportException">The connection broke or was silent for too long.</exception>
    internal async ValueTask<WatchFrame?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryTake() is { } frame)
            {
                return frame;
            }

            int read = await _body.ReadAsync(_lines.GetRoom(), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                // A line without its end was cut off on the way: it comes again after the last version that was seen.
                return null;
            }

            _lines.Put(read);
        }
    }

    private WatchFrame? TryTake()
    {
        try
        {
            while (_lines.TryTake(out ReadOnlySpan<byte> line))
            {
                if (!line.Trim((byte)' ').IsEmpty)
                {
                    return WatchFrame.Read(line, _resource);
                }
            }

            return null;
        }
        catch (JsonException e)
        {
            throw new KubeTransportException(ErrorReason.BadResponse, $"The watch on {_resource.QualifiedName} sent what is no watch event: {e.Message}", null, e);
        }
    }
}
