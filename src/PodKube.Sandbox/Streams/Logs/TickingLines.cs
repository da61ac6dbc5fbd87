using System.Globalization;

namespace PodKube.Sandbox.Streams.Logs;

/// <summary>
/// A line every so often, computed when it is read: a container that logs for days costs neither memory nor time while nobody looks.
/// </summary>
internal sealed class TickingLines(DateTimeOffset start, TimeSpan every, string template, long limit = long.MaxValue) : LogSegment
{
    private DateTimeOffset _end = DateTimeOffset.MaxValue;

    public override long CountAt(DateTimeOffset now)
    {
        DateTimeOffset until = now < _end ? now : _end;
        if (until < start)
        {
            return 0;
        }

        return every <= TimeSpan.Zero ? limit : Math.Min(((until - start).Ticks / every.Ticks) + 1, limit);
    }

    public override LogLine Get(long index) => new(
        start + (every * index),
        false,
        template.Replace("{n}", (index + 1).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) + "\n");

    public override DateTimeOffset? NextAfter(DateTimeOffset now)
    {
        long count = CountAt(now);
        DateTimeOffset next = start + (every * count);
        return count >= limit || next > _end ? null : next;
    }

    public override void EndAt(DateTimeOffset time) => _end = time;
}
