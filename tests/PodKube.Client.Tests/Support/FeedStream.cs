using System.Text;
using System.Threading.Channels;

namespace PodKube.Client.Tests.Support;

/// <summary>A body that the test feeds piece by piece, then ends or breaks.</summary>
internal sealed class FeedStream : Stream
{
    private readonly Channel<byte[]> _pieces = Channel.CreateUnbounded<byte[]>();
    private ReadOnlyMemory<byte> _rest;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_rest.IsEmpty)
        {
            if (!await _pieces.Reader.WaitToReadAsync(cancellationToken))
            {
                return 0;
            }

            _rest = await _pieces.Reader.ReadAsync(cancellationToken);
        }

        int count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    internal static FeedStream Ended(string text)
    {
        FeedStream stream = new();
        stream.Feed(text);
        stream.End();
        return stream;
    }

    internal static FeedStream Broken(string text)
    {
        FeedStream stream = new();
        stream.Feed(text);
        stream.Break();
        return stream;
    }

    internal HttpResponseMessage Answer() => new(System.Net.HttpStatusCode.OK) { Content = new StreamContent(this) };

    internal void Feed(string text) => _pieces.Writer.TryWrite(Encoding.UTF8.GetBytes(text));

    internal void Feed(byte[] bytes) => _pieces.Writer.TryWrite(bytes);

    internal void End() => _pieces.Writer.TryComplete();

    internal void Break() => _pieces.Writer.TryComplete(new IOException("The response ended prematurely."));
}
