using System.Globalization;

namespace PodKube.Sandbox.Controllers.Batch;

/// <summary>
/// A cron expression of five fields, or one of the macros, as robfig/cron reads them: lists, ranges, steps, names, and "either" where both the day of the
/// month and the day of the week are restricted (https://pkg.go.dev/github.com/robfig/cron/v3).
/// </summary>
internal sealed class CronSchedule
{
    private static readonly string[] s_months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] s_days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private readonly ulong _minutes;
    private readonly ulong _hours;
    private readonly ulong _daysOfMonth;
    private readonly ulong _months;
    private readonly ulong _daysOfWeek;
    private readonly bool _anyDayOfMonth;
    private readonly bool _anyDayOfWeek;
    private readonly TimeSpan? _every;
    private readonly TimeZoneInfo _zone;

    private CronSchedule(string[] fields, TimeZoneInfo zone)
    {
        _zone = zone;
        _minutes = Field(fields[0], 0, 59, []);
        _hours = Field(fields[1], 0, 23, []);
        _daysOfMonth = Field(fields[2], 1, 31, []);
        _months = Field(fields[3], 1, 12, s_months);
        _daysOfWeek = Field(fields[4], 0, 7, s_days);
        // Both 0 and 7 are Sunday.
        _daysOfWeek |= (_daysOfWeek >> 7) & 1;
        _anyDayOfMonth = fields[2].StartsWith('*') || fields[2].StartsWith('?');
        _anyDayOfWeek = fields[4].StartsWith('*') || fields[4].StartsWith('?');
    }

    private CronSchedule(TimeSpan every)
    {
        _every = every;
        _zone = TimeZoneInfo.Utc;
    }

    /// <summary>Reads an expression; the time zone is an IANA name, UTC where null.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static CronSchedule Parse(string text, string? timeZone = null)
    {
        TimeZoneInfo? zone = TimeZoneInfo.Utc;
        if (!string.IsNullOrEmpty(timeZone) && !TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out zone))
        {
            throw new FormatException($"unknown time zone {timeZone}");
        }

        string expression = text.Trim() switch
        {
            "@yearly" or "@annually" => "0 0 1 1 *",
            "@monthly" => "0 0 1 * *",
            "@weekly" => "0 0 * * 0",
            "@daily" or "@midnight" => "0 0 * * *",
            "@hourly" => "0 * * * *",
            { } other => other,
        };
        if (expression.StartsWith("@every ", StringComparison.Ordinal))
        {
            TimeSpan? every = Pods.PodAnnotations.ParseDuration(expression[7..].Trim());
            return every >= TimeSpan.FromSeconds(1) ? new CronSchedule(every.Value) : throw new FormatException($"failed to parse duration {expression}");
        }

        string[] fields = expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == 5
            ? new CronSchedule(fields, zone!)
            : throw new FormatException($"expected exactly 5 fields, found {fields.Length}: [{string.Join(' ', fields)}]");
    }

    /// <summary>The first time after <paramref name="after"/>; null where none comes within five years ("30 February").</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        if (_every is { } every)
        {
            return new DateTimeOffset(after.Ticks - (after.Ticks % TimeSpan.TicksPerSecond), after.Offset) + every;
        }

        DateTime local = TimeZoneInfo.ConvertTime(after, _zone).DateTime;
        DateTime time = new DateTime(local.Year, local.Month, local.Day, local.Hour, local.Minute, 0).AddMinutes(1);
        DateTime end = time.AddYears(5);
        while (time < end)
        {
            if (!Has(_months, time.Month))
            {
                time = new DateTime(time.Year, time.Month, 1).AddMonths(1);
            }
            else if (!IsDay(time))
            {
                time = time.Date.AddDays(1);
            }
            else if (!Has(_hours, time.Hour))
            {
                time = time.Date.AddHours(time.Hour + 1);
            }
            else if (!Has(_minutes, time.Minute) || _zone.IsInvalidTime(time))
            {
                time = time.AddMinutes(1);
            }
            else
            {
                return new DateTimeOffset(time, _zone.GetUtcOffset(time)).ToUniversalTime();
            }
        }

        return null;
    }

    private bool IsDay(DateTime time)
    {
        bool ofMonth = Has(_daysOfMonth, time.Day);
        bool ofWeek = Has(_daysOfWeek, (int)time.DayOfWeek);
        return _anyDayOfMonth || _anyDayOfWeek ? ofMonth && ofWeek : ofMonth || ofWeek;
    }

    private static bool Has(ulong set, int value) => (set >> value & 1) == 1;

    private static ulong Field(string text, int minimum, int maximum, string[] names)
    {
        ulong set = 0;
        foreach (string part in text.Split(','))
        {
            string[] range = part.Split('/');
            if (range.Length > 2)
            {
                throw new FormatException($"too many slashes: {part}");
            }

            (int first, int last) = Range(range[0], minimum, maximum, names, hasStep: range.Length == 2);
            int step = range.Length == 2 ? Number(range[1], []) : 1;
            if (step == 0)
            {
                throw new FormatException($"step of range should be a positive number: {part}");
            }

            for (int value = first; value <= last; value += step)
            {
                set |= 1UL << value;
            }
        }

        return set;
    }

    private static (int First, int Last) Range(string text, int minimum, int maximum, string[] names, bool hasStep)
    {
        if (text is "*" or "?")
        {
            return (minimum, names == s_days ? 6 : maximum);
        }

        string[] ends = text.Split('-');
        int first = Number(ends[0], names);
        int last = ends.Length == 2 ? Number(ends[1], names) : hasStep ? maximum : first;
        return ends.Length > 2 ? throw new FormatException($"too many hyphens: {text}")
            : first < minimum ? throw new FormatException($"beginning of range ({first}) below minimum ({minimum}): {text}")
            : last > maximum ? throw new FormatException($"end of range ({last}) above maximum ({maximum}): {text}")
            : first > last ? throw new FormatException($"beginning of range ({first}) beyond end of range ({last}): {text}")
            : (first, last);
    }

    private static int Number(string text, string[] names)
    {
        int index = Array.FindIndex(names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            return names == s_months ? index + 1 : index;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new FormatException($"failed to parse int from {text}: strconv.Atoi: parsing \"{text}\": invalid syntax");
    }
}
