using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace PodKube.Sandbox.Streams.Shell;

/// <summary>Reads text lines off a pipe.</summary>
internal static class InputLines
{
    /// <summary>The next line without its end; null at the end of the input.</summary>
    public static async Task<string?> ReadAsync(PipeReader input, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult result = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            ReadOnlySequence<byte> buffer = result.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                string line = Encoding.UTF8.GetString(buffer.Slice(0, end));
                input.AdvanceTo(buffer.GetPosition(1, end));
                return line;
            }

            if (result.IsCompleted)
            {
                string? rest = buffer.IsEmpty ? null : Encoding.UTF8.GetString(buffer);
                input.AdvanceTo(buffer.End);
                return rest;
            }

            input.AdvanceTo(buffer.Start, buffer.End);
        }
    }
}
