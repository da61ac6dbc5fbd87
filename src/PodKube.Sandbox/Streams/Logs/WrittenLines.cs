namespace PodKube.Sandbox.Streams.Logs;

/// <summary>Lines that were written, kept as they are.</summary>
internal sealed class WrittenLines : LogSegment
{
    private readonly List<LogLine> _lines = [];

    public override long CountAt(DateTimeOffset now) => _lines.Count;

    public override LogLine Get(long index) => _lines[(int)index];

    /// <summary>Adds text, cut into lines.</summary>
    public void Add(DateTimeOffset time, bool isError, string text)
    {
        for (int start = 0; start < text.Length;)
        {
            int end = text.IndexOf('\n', start);
            int next = end < 0 ? text.Length : end + 1;
            _lines.Add(new LogLine(time, isError, end < 0 ? text[start..] + "\n" : text[start..next]));
            start = next;
        }
    }
}
