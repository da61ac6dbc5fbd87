using System.Text;
using PodKube.Client.Config;
using PodKube.Client.Errors;

namespace PodKube.Client.Http;

/// <summary>The server's answer: status and headers are there, the body can be read once.</summary>
public sealed class KubeResponse : IDisposable
{
    private readonly HttpResponseMessage _message;
    private readonly ClusterConfig _config;
    private readonly TimeProvider _time;
    private readonly TimeSpan _idleLimit;
    private readonly bool _changes;

    internal KubeResponse(HttpResponseMessage message, ClusterConfig config, TimeProvider time, TimeSpan idleLimit, bool changes)
    {
        _message = message;
        _config = config;
        _time = time;
        _idleLimit = idleLimit;
        _changes = changes;
        Warnings = WarningHeader.Read(message);
    }

    /// <summary>The HTTP status code.</summary>
    public int StatusCode => (int)_message.StatusCode;

    /// <summary>Whether the status says success (2xx).</summary>
    public bool IsSuccess => _message.IsSuccessStatusCode;

    /// <summary>The body's media type without parameters; null when the server names none.</summary>
    public string? MediaType => _message.Content.Headers.ContentType?.MediaType;

    /// <summary>The headers of the answer, those of the body included.</summary>
    public IEnumerable<KeyValuePair<string, IEnumerable<string>>> Headers => _message.Headers.Concat(_message.Content.Headers);

    /// <summary>The texts of the <c>Warning</c> headers.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The server's clock when it answered.</summary>
    internal DateTimeOffset? Date => _message.Headers.Date;

    internal TimeSpan? RetryAfter => Http.RetryAfter.Read(_message.Headers, _time);

    /// <summary>Keeps the gzip that the body comes in; to be asked for before the body is read.</summary>
    /// <returns>Null where it does not come packed.</returns>
    internal PackedCopy? KeepPacked() => CompressionHandler.KeepPacked(_message.Content);

    /// <summary>The body as it arrives.</summary>
    /// <returns>A stream whose reads throw <see cref="KubeTransportException"/> when the connection breaks or stands still.</returns>
    public async Task<Stream> ReadAsStreamAsync(CancellationToken cancellationToken = default)
    {
        Stream body = await _message.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        return new ResponseStream(body, _message, _config, _time, _idleLimit, _changes);
    }

    /// <summary>The whole body.</summary>
    /// <exception cref="KubeTransportException">The connection broke or stood still.</exception>
    public Task<byte[]> ReadAsBytesAsync(CancellationToken cancellationToken = default) => ReadAtMostAsync(int.MaxValue, cancellationToken);

    /// <summary>The whole body as text, decoded as its media type says (UTF-8 where it says nothing).</summary>
    /// <exception cref="KubeTransportException">The connection broke or stood still.</exception>
    public async Task<string> ReadAsTextAsync(CancellationToken cancellationToken = default)
    {
        byte[] bytes = await ReadAsBytesAsync(cancellationToken).ConfigureAwait(false);
        return TextEncoding().GetString(bytes);
    }

    /// <summary>Gives the connection back.</summary>
    public void Dispose() => _message.Dispose();

    internal async Task<byte[]> ReadAtMostAsync(int limit, CancellationToken cancellationToken)
    {
        Stream body = await ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            // A length that the server announces saves growing (the byte more notices the end without it);
            // an absurd one must not cost memory before the bytes are there.
            const int LargestTrust = 16 * 1024 * 1024;
            long expected = Math.Min(_message.Content.Headers.ContentLength ?? 4096, LargestTrust) + 1;
            byte[] buffer = new byte[Math.Min(expected, limit)];
            int filled = 0;
            while (true)
            {
                int read = await body.ReadAsync(buffer.AsMemory(filled), cancellationToken).ConfigureAwait(false);
                filled += read;
                if (read == 0 || filled == limit)
                {
                    Array.Resize(ref buffer, filled);
                    return buffer;
                }

                if (filled == buffer.Length)
                {
                    Array.Resize(ref buffer, (int)Math.Min(limit, Math.Min(Array.MaxLength, buffer.Length * 2L)));
                }
            }
        }
    }

    private Encoding TextEncoding()
    {
        string? name = _message.Content.Headers.ContentType?.CharSet?.Trim('"');
        try
        {
            return string.IsNullOrEmpty(name) ? Encoding.UTF8 : Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }
}
