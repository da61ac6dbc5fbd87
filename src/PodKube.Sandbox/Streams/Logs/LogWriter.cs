using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace PodKube.Sandbox.Streams.Logs;

/// <summary>Writes a container's log to a response, and what comes after it while the client follows.</summary>
internal sealed class LogWriter(ContainerLog log, LogOptions options, TimeProvider clock)
{
    private const int FlushAt = 64 * 1024;

    private long _left = options.LimitBytes ?? long.MaxValue;

    public async Task WriteAsync(PipeWriter output, CancellationToken cancellationToken)
    {
        LogCursor cursor = options.TailLines is { } lines ? log.Tail(lines, clock.GetUtcNow()) : default;
        while (_left > 0)
        {
            // Taken before reading, so that what is added in between is not slept over.
            Task changed = log.Changed;
            bool isClosed = log.IsClosed;
            cursor = await DrainAsync(output, cursor, cancellationToken).ConfigureAwait(false);
            await output.FlushAsync(cancellationToken).ConfigureAwait(false);
            if (!options.Follow || isClosed)
            {
                return;
            }

            await WaitAsync(changed, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<LogCursor> DrainAsync(PipeWriter output, LogCursor cursor, CancellationToken cancellationToken)
    {
        int unflushed = 0;
        while (_left > 0 && log.TryRead(ref cursor, clock.GetUtcNow(), out LogLine line))
        {
            if (line.Time < options.Since || (options.Stream is { } stream && (stream == "Stderr") != line.IsError))
            {
                continue;
            }

            unflushed += Write(output, line);
            if (unflushed >= FlushAt)
            {
                await output.FlushAsync(cancellationToken).ConfigureAwait(false);
                unflushed = 0;
            }
        }

        return cursor;
    }

    private int Write(PipeWriter output, LogLine line)
    {
        string text = options.Timestamps ? Timestamp(line.Time) + " " + line.Text : line.Text;
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        int count = (int)Math.Min(bytes.Length, _left);
        output.Write(bytes.AsSpan(0, count));
        _left -= count;
        return count;
    }

    private async Task WaitAsync(Task changed, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (log.NextAfter(now) is not { } next)
        {
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        TimeSpan wait = next > now ? next - now : TimeSpan.Zero;
        await Task.WhenAny(changed, Task.Delay(wait, clock, stop.Token)).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static string Timestamp(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z'", CultureInfo.InvariantCulture);
}
