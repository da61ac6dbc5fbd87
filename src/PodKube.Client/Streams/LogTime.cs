using System.Globalization;
using System.Text;

namespace PodKube.Client.Streams;

/// <summary>The time at the beginning of a log line, as nanoseconds since 1970: times of .NET know only tenths of microseconds.</summary>
internal static class LogTime
{
    /// <summary>Stands for a time that cannot be read.</summary>
    internal const long None = long.MinValue;

    private const int SecondsLength = 19;
    private const int FractionDigits = 9;
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const int NanosecondsPerTick = 100;

    /// <summary>Splits <c>2026-11-21T18:24:01.123456789Z text</c>.</summary>
    /// <returns>False when the line begins with no time.</returns>
    internal static bool TrySplit(ReadOnlySpan<byte> line, out long nanoseconds, out ReadOnlySpan<byte> text)
    {
        int space = line.IndexOf((byte)' ');
        ReadOnlySpan<byte> time = space < 0 ? line : line[..space];
        text = space < 0 ? [] : line[(space + 1)..];
        bool looksRight = time.Length > SecondsLength && time[4] == '-' && time[7] == '-' && time[10] == 'T' && time[13] == ':' && time[16] == ':';
        nanoseconds = looksRight ? Read(time) : None;
        return looksRight;
    }

    internal static DateTimeOffset? ToTime(long nanoseconds) =>
        nanoseconds == None ? null : DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / NanosecondsPerTick);

    // By hand, because a log has millions of lines and all but none of their times end with Z.
    private static long Read(ReadOnlySpan<byte> time)
    {
        if (time[^1] != 'Z')
        {
            return ReadAny(time);
        }

        int year = Number(time[..4]);
        int month = Number(time[5..7]);
        int day = Number(time[8..10]);
        int hour = Number(time[11..13]);
        int minute = Number(time[14..16]);
        int second = Number(time[17..19]);
        bool possible = year is > 1970 and < 2262 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            && hour is >= 0 and < 24 && minute is >= 0 and < 60 && second is >= 0 and < 60;
        return possible
            ? ((new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc) - DateTime.UnixEpoch).Ticks * NanosecondsPerTick) + Fraction(time)
            : None;
    }

    private static long ReadAny(ReadOnlySpan<byte> time) =>
        DateTimeOffset.TryParse(Encoding.ASCII.GetString(time), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset read)
            ? (read.ToUnixTimeSeconds() * NanosecondsPerSecond) + Fraction(time)
            : None;

    private static long Fraction(ReadOnlySpan<byte> time)
    {
        if (time[SecondsLength] != '.')
        {
            return 0;
        }

        long value = 0;
        int position = SecondsLength + 1;
        for (int digit = 0; digit < FractionDigits; digit++)
        {
            bool there = position < time.Length && time[position] is >= (byte)'0' and <= (byte)'9';
            value = (value * 10) + (there ? time[position++] - '0' : 0);
        }

        return value;
    }

    private static int Number(ReadOnlySpan<byte> digits)
    {
        int value = 0;
        foreach (byte digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return -1;
            }

            value = (value * 10) + digit - '0';
        }

        return value;
    }
}
