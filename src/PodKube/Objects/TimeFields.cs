using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PodKube.Objects;

/// <summary>
/// Which fields of the Kubernetes API are times, and how they are written: <c>metav1.Time</c> in whole seconds and
/// <c>metav1.MicroTime</c> with exactly six digits
/// (https://github.com/kubernetes/apimachinery/blob/master/pkg/apis/meta/v1/micro_time.go).
/// </summary>
internal static class TimeFields
{
    private const string Seconds = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const string Microseconds = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>Maps whose keys people choose: nothing below them is a time, whatever a key is called.</summary>
    private static readonly HashSet<string> s_freeFormMaps = new(StringComparer.Ordinal)
    {
        "data", "stringData", "binaryData", "labels", "annotations", "matchLabels", "nodeSelector", "fieldsV1", "parameters",
        "volumeAttributes", "options", "attributes", "extra", "limits", "requests", "capacity", "allocatable", "hard", "used",
        "overhead", "default", "example",
    };

    private static readonly HashSet<string> s_timesByName = new(StringComparer.Ordinal)
    {
        "startedAt", "finishedAt", "timeAdded",
    };

    private static readonly HashSet<string> s_microTimes = new(StringComparer.Ordinal)
    {
        "eventTime", "lastObservedTime", "acquireTime", "renewTime",
    };

    public static bool IsFreeFormMap(string field) => s_freeFormMaps.Contains(field);

    public static bool IsTime(string field) =>
        field.EndsWith("Time", StringComparison.Ordinal)
        || field.EndsWith("Timestamp", StringComparison.Ordinal)
        || field is "time"
        || s_timesByName.Contains(field);

    /// <summary>Reads an RFC 3339 time with its zone; a date alone or a time without a zone is text.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out DateTime time)
    {
        time = default;
        if (reader.ValueIsEscaped || !LooksLikeTime(reader.ValueSpan) || !reader.TryGetDateTimeOffset(out DateTimeOffset read))
        {
            return false;
        }

        time = read.UtcDateTime;
        return true;
    }

    public static bool TryParse(string? text, out DateTime time)
    {
        time = default;
        if (text is null || text.Length > 40)
        {
            return false;
        }

        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes('"' + text + '"'));
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.String && TryRead(ref reader, out time);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The server's way to write <paramref name="time"/>; <paramref name="original"/> is the text that stood there before.</summary>
    public static string Format(DateTime time, string? field, string? original)
    {
        DateTime utc = time.ToUniversalTime();
        if (TryParse(original, out DateTime before) && before == utc)
        {
            return original!;
        }

        bool micro = (field is not null && s_microTimes.Contains(field)) || (original?.Contains('.', StringComparison.Ordinal) ?? false);
        return utc.ToString(micro ? Microseconds : Seconds, CultureInfo.InvariantCulture);
    }

    private static bool LooksLikeTime(ReadOnlySpan<byte> text) =>
        text.Length >= 20 && text[4] == '-' && text[10] == 'T' && (text[^1] == 'Z' || text[^6] is (byte)'+' or (byte)'-');
}
