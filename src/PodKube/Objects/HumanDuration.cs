using System.Globalization;

namespace PodKube.Objects;

/// <summary>
/// Ages as kubectl shows them: the two largest units at most, fewer the longer it is
/// (https://github.com/kubernetes/apimachinery/blob/master/pkg/util/duration/duration.go).
/// </summary>
internal static class HumanDuration
{
    public static string Format(TimeSpan span)
    {
        long seconds = (long)span.TotalSeconds;
        long minutes = seconds / 60;
        long hours = minutes / 60;
        long days = hours / 24;
        return seconds switch
        {
            < -1 => "<invalid>",
            < 0 => "0s",
            < 120 => Text(seconds, 's'),
            < 10 * 60 => Text(minutes, 'm', seconds % 60, 's'),
            < 3 * 3600 => Text(minutes, 'm'),
            < 8 * 3600 => Text(hours, 'h', minutes % 60, 'm'),
            < 48 * 3600 => Text(hours, 'h'),
            < 8 * 24 * 3600 => Text(days, 'd', hours % 24, 'h'),
            < 2L * 365 * 24 * 3600 => Text(days, 'd'),
            < 8L * 365 * 24 * 3600 => Text(days / 365, 'y', days % 365, 'd'),
            _ => Text(days / 365, 'y'),
        };
    }

    private static string Text(long amount, char unit) => string.Create(CultureInfo.InvariantCulture, $"{amount}{unit}");

    private static string Text(long amount, char unit, long rest, char restUnit) =>
        rest == 0 ? Text(amount, unit) : Text(amount, unit) + Text(rest, restUnit);
}
