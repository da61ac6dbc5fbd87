using System.Globalization;

namespace PodKube.Sandbox.Server.Tables;

/// <summary>Durations as kubectl shortens them: 5s, 2m30s, 11m, 3h4m, 2d5h, 1y20d.</summary>
internal static class HumanDuration
{
    public static string Format(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        if (seconds < -1)
        {
            return "<invalid>";
        }

        if (seconds < 0)
        {
            return "0s";
        }

        if (seconds < 60 * 2)
        {
            return Number(seconds) + "s";
        }

        var minutes = seconds / 60;
        if (minutes < 10)
        {
            return Pair(minutes, "m", seconds % 60, "s");
        }

        if (minutes < 60 * 3)
        {
            return Number(minutes) + "m";
        }

        var hours = minutes / 60;
        if (hours < 8)
        {
            return Pair(hours, "h", minutes % 60, "m");
        }

        if (hours < 48)
        {
            return Number(hours) + "h";
        }

        var days = hours / 24;
        if (hours < 24 * 8)
        {
            return Pair(days, "d", hours % 24, "h");
        }

        return days < 365 * 2 ? Number(days) + "d" : days < 365 * 8 ? Pair(days / 365, "y", days % 365, "d") : Number(days / 365) + "y";
    }

    private static string Pair(long large, string largeUnit, long small, string smallUnit) =>
        Number(large) + largeUnit + (small == 0 ? "" : Number(small) + smallUnit);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
