using System.Buffers;
using System.Globalization;
using System.Text;

namespace PodKube.Objects;

/// <summary>Durations as the API's <c>metav1.Duration</c> has them: <c>1h30m0s</c>, <c>1.5s</c>.</summary>
internal static class GoDuration
{
    private static readonly SearchValues<char> s_amount = SearchValues.Create("0123456789.");

    public static string Format(TimeSpan span)
    {
        StringBuilder text = new();
        TimeSpan rest = span.Duration();
        if (span < TimeSpan.Zero)
        {
            text.Append('-');
        }

        long hours = (long)rest.TotalHours;
        if (hours > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{hours}h");
        }

        if (hours > 0 || rest.Minutes > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{rest.Minutes}m");
        }

        decimal seconds = rest.Ticks % TimeSpan.TicksPerMinute / (decimal)TimeSpan.TicksPerSecond;
        return text.Append(CultureInfo.InvariantCulture, $"{seconds:0.#######}s").ToString();
    }

    /// <summary>Reads <c>1h30m</c>, <c>1.5s</c>, <c>300ms</c>, and <c>2d</c>, which Go does not know and people write.</summary>
    public static bool TryParse(string text, out TimeSpan span)
    {
        span = TimeSpan.Zero;
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        bool any = false;
        while (!rest.IsEmpty)
        {
            int digits = rest.IndexOfAnyExcept(s_amount);
            if (digits <= 0 || !decimal.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal amount))
            {
                return false;
            }

            rest = rest[digits..];
            int letters = rest.IndexOfAny(s_amount);
            ReadOnlySpan<char> unit = letters < 0 ? rest : rest[..letters];
            decimal ticks = amount * TicksPer(unit);
            if (ticks < 0 || ticks + span.Ticks > long.MaxValue)
            {
                return false;
            }

            span += TimeSpan.FromTicks((long)ticks);
            rest = rest[unit.Length..];
            any = true;
        }

        return any;
    }

    private static long TicksPer(ReadOnlySpan<char> unit) => unit switch
    {
        "d" => TimeSpan.TicksPerDay,
        "h" => TimeSpan.TicksPerHour,
        "m" => TimeSpan.TicksPerMinute,
        "s" => TimeSpan.TicksPerSecond,
        "ms" => TimeSpan.TicksPerMillisecond,
        _ => -1,
    };
}
