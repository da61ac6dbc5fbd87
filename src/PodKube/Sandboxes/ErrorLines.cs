using System.Diagnostics;

namespace PodKube.Sandboxes;

/// <summary>The last lines that a process wrote to its standard error; the rest is read and dropped, so that it never blocks.</summary>
internal sealed class ErrorLines
{
    private readonly Queue<string> _lines = new();
    private readonly int _kept;

    public ErrorLines(Process process, int kept)
    {
        _kept = kept;
        process.ErrorDataReceived += (_, e) => Add(e.Data);
        process.BeginErrorReadLine();
    }

    public string Text
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    private void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > _kept)
            {
                _lines.Dequeue();
            }
        }
    }
}
