using System.Text;

namespace PodKube.Client.Streams;

/// <summary>One line of a log.</summary>
/// <param name="Utf8">The line's bytes as the container wrote them, without time and line feed; mostly UTF-8.</param>
/// <param name="Time">When it was written; null where no times were asked for.</param>
public readonly record struct LogLine(ReadOnlyMemory<byte> Utf8, DateTimeOffset? Time)
{
    /// <summary>The line as text; bytes that are not UTF-8 become replacement characters.</summary>
    public string Text => Encoding.UTF8.GetString(Utf8.Span);

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
