using System.Text;
using PodKube.Sandbox.Streams;

namespace PodKube.Sandbox.Aggregation;

/// <summary>
/// Writes the head of one HTTP/1.1 request so that a header with several values stands on several lines. HttpClient knows only
/// the form with commas, in which a group that holds a comma is two, and which Go's extension servers read as a single group.
/// </summary>
internal sealed class RepeatedHeaderStream(Stream inner) : AsyncStream
{
    /// <summary>Stands between the values of one header; no header may hold it otherwise.</summary>
    public const char Separator = '\x1f';

    private static readonly byte[] s_headEnd = "\r\n\r\n"u8.ToArray();

    private MemoryStream? _head = new();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_head is null)
        {
            await inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
            return;
        }

        _head.Write(buffer.Span);
        var written = _head.ToArray();
        var end = written.AsSpan().IndexOf(s_headEnd);
        if (end < 0)
        {
            return;
        }

        _head = null;
        await inner.WriteAsync(Repeat(written.AsSpan(0, end)), cancellationToken).ConfigureAwait(false);
        await inner.WriteAsync(written.AsMemory(end), cancellationToken).ConfigureAwait(false);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static byte[] Repeat(ReadOnlySpan<byte> head)
    {
        var lines = Encoding.Latin1.GetString(head).Split("\r\n").SelectMany(line =>
        {
            var values = line.Split(Separator);
            var name = values.Length > 1 ? line[..(line.IndexOf(':', StringComparison.Ordinal) + 1)] : "";
            return values.Select((value, index) => index == 0 ? value : $"{name} {value}");
        });
        return Encoding.Latin1.GetBytes(string.Join("\r\n", lines));
    }
}
