namespace PodKube.Sandbox.Streams.Logs;

/// <summary>What one run of a container wrote. Written by the kubelet, read by any number of requests at once.</summary>
internal sealed class ContainerLog
{
    private readonly object _lock = new();
    private readonly List<LogSegment> _segments = [];
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>True once the container has ended: nothing more will come.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Completes when something is added or the log is closed; not when a line comes by the clock.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock)
            {
                return _changed.Task;
            }
        }
    }

    public void Write(DateTimeOffset time, string text, bool isError = false)
    {
        lock (_lock)
        {
            if (text.Length == 0 || IsClosed)
            {
                return;
            }

            if (_segments.Count == 0 || _segments[^1] is not WrittenLines written)
            {
                if (_segments.Count > 0)
                {
                    // A later line may not overtake one that would still come by the clock.
                    _segments[^1].EndAt(time);
                }

                _segments.Add(written = new WrittenLines());
            }

            written.Add(time, isError, text);
        }

        Signal();
    }

    public void Add(LogSegment segment)
    {
        lock (_lock)
        {
            _segments.Add(segment);
        }

        Signal();
    }

    public void Close(DateTimeOffset time)
    {
        lock (_lock)
        {
            if (_segments.Count > 0)
            {
                _segments[^1].EndAt(time);
            }

            IsClosed = true;
        }

        Signal();
    }

    /// <summary>The line at the cursor, which then stands behind it; false where there is none yet.</summary>
    public bool TryRead(ref LogCursor cursor, DateTimeOffset now, out LogLine line)
    {
        lock (_lock)
        {
            while (cursor.Segment < _segments.Count)
            {
                LogSegment segment = _segments[cursor.Segment];
                if (cursor.Index < segment.CountAt(now))
                {
                    line = segment.Get(cursor.Index);
                    cursor = cursor with { Index = cursor.Index + 1 };
                    return true;
                }

                if (cursor.Segment == _segments.Count - 1)
                {
                    break;
                }

                cursor = new LogCursor(cursor.Segment + 1, 0);
            }
        }

        line = default;
        return false;
    }

    /// <summary>A cursor that stands <paramref name="lines"/> lines before the end.</summary>
    public LogCursor Tail(long lines, DateTimeOffset now)
    {
        lock (_lock)
        {
            for (int i = _segments.Count - 1; i >= 0; i--)
            {
                long count = _segments[i].CountAt(now);
                if (lines <= count)
                {
                    return new LogCursor(i, count - lines);
                }

                lines -= count;
            }
        }

        return default;
    }

    /// <summary>When the next line comes by the clock; null where none will.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset now)
    {
        lock (_lock)
        {
            return IsClosed || _segments.Count == 0 ? null : _segments[^1].NextAfter(now);
        }
    }

    private void Signal()
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            changed = _changed;
            _changed = NewSignal();
        }

        changed.TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
