using System.IO.Pipelines;

namespace PodKube.Sandbox.Streams.PortForward;

/// <summary>One stream of a SPDY connection that the client opened.</summary>
internal sealed class SpdyStream(int id, IReadOnlyDictionary<string, string> headers)
{
    private readonly Pipe _received = new();

    public int Id { get; } = id;

    public IReadOnlyDictionary<string, string> Headers { get; } = headers;

    /// <summary>What the client sends on it.</summary>
    public PipeReader Input => _received.Reader;

    internal PipeWriter Received => _received.Writer;
}
