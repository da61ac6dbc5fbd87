namespace PodKube.Client.Streams;

/// <summary>Where a follow stands, so that it can be taken up after a break.</summary>
/// <remarks>
/// The server takes whole seconds only, and sends every line of that second again: in the order it sent them before. So many of them are
/// left out as were given out already; a line later than all of these is new in any case, for instance because the file was rotated.
/// </remarks>
internal sealed class LogPosition
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    private long _latest = LogTime.None;
    private long _second = long.MinValue;
    private long _inSecond;
    private long _toSkip;

    /// <summary>The second to begin with; null while there was no line with a time.</summary>
    internal DateTimeOffset? Second => _second == long.MinValue ? null : DateTimeOffset.FromUnixTimeSeconds(_second);

    /// <summary>Begins anew at <see cref="Second"/>.</summary>
    internal void Resume() => _toSkip = _inSecond;

    /// <summary>Takes a line that arrived.</summary>
    /// <param name="at">Its time in nanoseconds since 1970.</param>
    /// <returns>Whether it is new.</returns>
    internal bool Take(long at)
    {
        if (_toSkip > 0)
        {
            if (at <= _latest)
            {
                _toSkip--;
                return false;
            }

            _toSkip = 0;
        }

        if (at != LogTime.None)
        {
            Count(at);
        }

        return true;
    }

    // Lines of one container may be a little out of order; the second of the latest one is where the next begin is safe, and all lines
    // of it and later count.
    private void Count(long at)
    {
        long second = at / NanosecondsPerSecond;
        if (at > _latest)
        {
            _latest = at;
        }

        if (second > _second)
        {
            _second = second;
            _inSecond = 1;
        }
        else if (second == _second)
        {
            _inSecond++;
        }
    }
}
