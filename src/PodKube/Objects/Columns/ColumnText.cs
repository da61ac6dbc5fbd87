namespace PodKube.Objects.Columns;

/// <summary>How columns spell what they found; the spellings are kubectl's.</summary>
internal static class ColumnText
{
    public const string None = "<none>";
    public const string Unknown = "<unknown>";

    /// <summary>The clock of the ages. Formats and ETS members are static, so it cannot come through a constructor.</summary>
    private static readonly TimeProvider s_clock = TimeProvider.System;

    /// <summary>
    /// The whole seconds since then. The API's times have no finer ones, and two objects of the same second must have the same age,
    /// whichever is asked first.
    /// </summary>
    public static TimeSpan? Since(DateTime? time) =>
        time is DateTime from ? TimeSpan.FromSeconds((s_clock.GetUtcNow().UtcDateTime - from).Ticks / TimeSpan.TicksPerSecond) : null;

    public static string Age(DateTime? time) => Since(time) is TimeSpan age ? HumanDuration.Format(age) : Unknown;

    public static string Join(IEnumerable<string?> parts)
    {
        string joined = string.Join(',', parts.Where(static p => !string.IsNullOrEmpty(p)));
        return joined.Length == 0 ? None : joined;
    }

    public static string OrNone(string? text) => string.IsNullOrEmpty(text) ? None : text;

    /// <summary>A label selector (matchLabels and matchExpressions) or a plain map as kubectl writes it.</summary>
    public static string Selector(KubeValue selector) => OrNone(LabelSelectorText.Of(selector));

    /// <summary>The condition of that type; a value that does not exist when there is none.</summary>
    public static KubeValue Condition(KubeValue status, string type) =>
        status["conditions"].Items().FirstOrDefault(c => c["type"].Text == type);

    public static bool HasCondition(KubeValue status, string type) => Condition(status, type)["status"].Text == "True";
}
