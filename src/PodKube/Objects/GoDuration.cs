using System.Globalization;
using System.Text;

namespace PodKube.Objects;

/// <summary>Durations as the API's <c>metav1.Duration</c> has them: <c>1h30m0s</c>, <c>1.5s</c>.</summary>
internal static class GoDuration
{
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
}
