using System.Net.Http.Headers;

namespace PodKube.Client.Http;

/// <summary>The server's answer: status and headers are there, the body can be read once.</summary>
public sealed class KubeResponse : IDisposable
{
    private readonly HttpResponseMessage _message;

    internal KubeResponse(HttpResponseMessage message, IReadOnlyList<string> warnings)
    {
        _message = message;
        Warnings = warnings;
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

    internal HttpResponseHeaders MessageHeaders => _message.Headers;

    /// <summary>The body as it arrives.</summary>
    public Task<Stream> ReadAsStreamAsync(CancellationToken cancellationToken = default) => _message.Content.ReadAsStreamAsync(cancellationToken);

    /// <summary>The whole body.</summary>
    public Task<byte[]> ReadAsBytesAsync(CancellationToken cancellationToken = default) => _message.Content.ReadAsByteArrayAsync(cancellationToken);

    /// <summary>The whole body as text, decoded as its media type says (UTF-8 where it says nothing).</summary>
    public Task<string> ReadAsTextAsync(CancellationToken cancellationToken = default) => _message.Content.ReadAsStringAsync(cancellationToken);

    /// <summary>Gives the connection back.</summary>
    public void Dispose() => _message.Dispose();
}
