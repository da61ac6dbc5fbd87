using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace PodKube.Sandbox.Streams.Exec;

/// <summary>
/// What the kernel's line discipline does for a command with a terminal: echoes what is typed, hands it on by lines, knows backspace, Ctrl+C and Ctrl+D, and
/// ends each line of output with a carriage return.
/// </summary>
internal sealed class TerminalLine(PipeReader typed, Func<ReadOnlyMemory<byte>, CancellationToken, Task> screen)
{
    private const byte EndOfText = 3;
    private const byte EndOfTransmission = 4;
    private const byte Delete = 127;

    private readonly Pipe _lines = new();

    public PipeReader Input => _lines.Reader;

    /// <summary>Writes to the screen, with carriage returns.</summary>
    public Task WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        string text = Encoding.Latin1.GetString(data.Span);
        return screen(Encoding.Latin1.GetBytes(text.ReplaceLineEndings("\r\n")), cancellationToken);
    }

    /// <summary>Takes in keys until there are no more, or the user ends the input.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        List<byte> line = [];
        bool ends = false;
        while (!ends)
        {
            ReadResult result = await typed.ReadAsync(cancellationToken).ConfigureAwait(false);
            foreach (byte key in result.Buffer.ToArray())
            {
                ends |= await TakeAsync(key, line, cancellationToken).ConfigureAwait(false);
            }

            typed.AdvanceTo(result.Buffer.End);
            ends |= result.IsCompleted;
        }

        await _lines.Writer.CompleteAsync().ConfigureAwait(false);
    }

    // True at the end of the input.
    private async Task<bool> TakeAsync(byte key, List<byte> line, CancellationToken cancellationToken)
    {
        switch (key)
        {
            case (byte)'\r' or (byte)'\n':
                line.Add((byte)'\n');
                await _lines.Writer.WriteAsync(line.ToArray(), cancellationToken).ConfigureAwait(false);
                line.Clear();
                await screen("\r\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
                return false;
            case Delete or (byte)'\b':
                if (line.Count > 0)
                {
                    line.RemoveAt(line.Count - 1);
                    await screen("\b \b"u8.ToArray(), cancellationToken).ConfigureAwait(false);
                }

                return false;
            case EndOfText:
                line.Clear();
                await screen("^C\r\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
                await _lines.Writer.WriteAsync("\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
                return false;
            case EndOfTransmission:
                return line.Count == 0;
            default:
                line.Add(key);
                await screen(new[] { key }, cancellationToken).ConfigureAwait(false);
                return false;
        }
    }
}
