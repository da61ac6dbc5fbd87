using System.Globalization;
using System.Text;

namespace PodKube.Client.Streams;

/// <summary>The time at the beginning of a log line, as text of full precision (nanoseconds) that orders as the times do.</summary>
internal static class LogTime
{
    private const int SecondsLength = 19;

    /// <summary>Splits <c>2026-11-21T18:24:01.123456789Z text</c>.</summary>
    /// <returns>False when the line begins with no time.</returns>
    internal static bool TrySplit(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> time, out ReadOnlySpan<byte> text)
    {
        int space = line.IndexOf((byte)' ');
        time = space < 0 ? line : line[..space];
        text = space < 0 ? [] : line[(space + 1)..];
        return time.Length > SecondsLength && time[4] == '-' && time[10] == 'T' && time[13] == ':';
    }

    internal static DateTimeOffset? Read(ReadOnlySpan<byte> time) =>
        DateTimeOffset.TryParse(Encoding.ASCII.GetString(time), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset read)
            ? read.ToUniversalTime()
            : null;

    /// <summary>Nanoseconds since 1970, exact where <see cref="DateTimeOffset"/> knows only tenths of microseconds.</summary>
    internal static Int128 ReadNanoseconds(ReadOnlySpan<byte> time)
    {
        const int PerTick = 100;
        if (Read(time) is not { } read)
        {
            return Int128.MinValue;
        }

        Int128 nanoseconds = (Int128)(read - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond * PerTick;
        return nanoseconds + Fraction(time);
    }

    private static long Fraction(ReadOnlySpan<byte> time)
    {
        if (time[SecondsLength] != '.')
        {
            return 0;
        }

        const int Digits = 9;
        long value = 0;
        int position = SecondsLength + 1;
        for (int digit = 0; digit < Digits; digit++)
        {
            bool there = position < time.Length && time[position] is >= (byte)'0' and <= (byte)'9';
            value = (value * 10) + (there ? time[position++] - '0' : 0);
        }

        return value;
    }
}
