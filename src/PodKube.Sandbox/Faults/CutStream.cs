using PodKube.Sandbox.Streams;

namespace PodKube.Sandbox.Faults;

/// <summary>Passes the body of an answer on until a limit is reached, then does what is to be done and swallows the rest.</summary>
internal sealed class CutStream(Stream inner, CutStream.Limit limit, Func<Task> cut) : AsyncStream
{
    private bool _isCut;

    /// <summary>How many of the next bytes still pass; <paramref name="reached"/> says that nothing passes after those.</summary>
    public delegate int Limit(ReadOnlySpan<byte> next, out bool reached);

    public override bool CanRead => false;

    public static Limit AfterBytes(int bytes) => (ReadOnlySpan<byte> next, out bool reached) =>
    {
        var pass = Math.Min(bytes, next.Length);
        bytes -= pass;
        reached = bytes == 0;
        return pass;
    };

    /// <summary>An event of a watch is one line.</summary>
    public static Limit AfterLines(int lines) => (ReadOnlySpan<byte> next, out bool reached) =>
    {
        var position = 0;
        while (lines > 0 && position < next.Length)
        {
            if (next[position++] == (byte)'\n')
            {
                lines--;
            }
        }

        reached = lines == 0;
        return position;
    };

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isCut)
        {
            return;
        }

        var pass = limit(buffer.Span, out var reached);
        await inner.WriteAsync(buffer[..pass], cancellationToken).ConfigureAwait(false);
        if (reached)
        {
            await CutAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public override Task FlushAsync(CancellationToken cancellationToken) => _isCut ? Task.CompletedTask : inner.FlushAsync(cancellationToken);

    private async Task CutAsync(CancellationToken cancellationToken)
    {
        _isCut = true;
        await inner.FlushAsync(cancellationToken).ConfigureAwait(false);
        await cut().ConfigureAwait(false);
    }
}
