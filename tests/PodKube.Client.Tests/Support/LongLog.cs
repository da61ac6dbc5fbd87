using System.Globalization;
using System.Text;

namespace PodKube.Client.Tests.Support;

/// <summary>A log of numbered lines that is made while it is read, and breaks off in the middle of a line after so many bytes.</summary>
internal sealed class LongLog : Stream
{
    internal const int LinesPerSecond = 1_000;

    private static readonly DateTime s_start = new(2026, 11, 21, 10, 0, 0, DateTimeKind.Utc);
    private static readonly string s_padding = new('x', 150);

    private readonly byte[] _line = new byte[512];
    private readonly long _total;
    private long _next;
    private long _left;
    private int _position;
    private int _length;

    /// <param name="since">The whole second that was asked for; null for the beginning.</param>
    /// <param name="total">How many lines there are.</param>
    /// <param name="breakAfter">After how many bytes it breaks off.</param>
    internal LongLog(DateTimeOffset? since, long total, long breakAfter)
    {
        _next = since is { } from ? (long)(from.UtcDateTime - s_start).TotalSeconds * LinesPerSecond : 0;
        _total = total;
        _left = breakAfter;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    internal static string Text(long number) => string.Create(CultureInfo.InvariantCulture, $"{number} {s_padding}");

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_left == 0)
        {
            throw new IOException("The response ended prematurely.");
        }

        int given = 0;
        while (given < buffer.Length && _left > 0 && (_position < _length || MakeLine()))
        {
            int piece = (int)Math.Min(_left, Math.Min(buffer.Length - given, _length - _position));
            _line.AsSpan(_position, piece).CopyTo(buffer[given..]);
            _position += piece;
            _left -= piece;
            given += piece;
        }

        return given;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private bool MakeLine()
    {
        if (_next >= _total)
        {
            return false;
        }

        DateTime time = s_start.AddTicks(_next * TimeSpan.TicksPerSecond / LinesPerSecond);
        _length = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{time:yyyy-MM-dd'T'HH:mm:ss.fffffff}00Z {Text(_next++)}\n"), _line);
        _position = 0;
        return true;
    }
}
