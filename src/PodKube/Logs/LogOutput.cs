using System.Globalization;

namespace PodKube.Logs;

/// <summary>What people get of a line: the line of one log, or an object that says whose line it is.</summary>
/// <param name="isPlain">Whether there is one log only.</param>
/// <param name="hasTimes">Whether plain lines begin with their time.</param>
internal sealed class LogOutput(bool isPlain, bool hasTimes)
{
    public object Of(LogItem item) => (isPlain, item.Line.Time) switch
    {
        (false, var time) => new KubeLogLine(item.Stream.Namespace, item.Stream.Pod, item.Stream.Container ?? "", time?.UtcDateTime, item.Line.Text),
        (true, { } time) when hasTimes => string.Create(CultureInfo.InvariantCulture, $"{time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'} {item.Line.Text}"),
        _ => item.Line.Text,
    };
}
