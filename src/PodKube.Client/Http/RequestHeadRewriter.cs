using System.Buffers;
using System.Globalization;
using System.Text;

namespace PodKube.Client.Http;

/// <summary>
/// Follows the requests of one connection: a head is held back until it is whole, and goes on with a line for each joined value; the
/// body, as long as the head says, goes on as it is.
/// </summary>
internal sealed class RequestHeadRewriter
{
    private readonly ArrayBufferWriter<byte> _head = new(1024);
    private long _bodyLeft;
    private bool _isOpaque;

    /// <summary>Takes what is written, and gives what is to be sent now.</summary>
    internal ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> written)
    {
        if (_isOpaque || written.Length <= _bodyLeft)
        {
            _bodyLeft -= _isOpaque ? 0 : written.Length;
            return written;
        }

        ArrayBufferWriter<byte> ready = new(written.Length + 256);
        while (!written.IsEmpty)
        {
            written = written[TakePart(written.Span, ready)..];
        }

        return ready.WrittenMemory;
    }

    /// <summary>Takes the rest of a body, or what belongs to a head.</summary>
    /// <returns>How many bytes.</returns>
    private int TakePart(ReadOnlySpan<byte> written, ArrayBufferWriter<byte> ready)
    {
        if (_isOpaque || _bodyLeft > 0)
        {
            int part = _isOpaque ? written.Length : (int)Math.Min(_bodyLeft, written.Length);
            ready.Write(written[..part]);
            _bodyLeft -= _isOpaque ? 0 : part;
            return part;
        }

        // The end may lie across two writes.
        int before = _head.WrittenCount;
        _head.Write(written);
        int searched = Math.Max(0, before - 3);
        int end = _head.WrittenSpan[searched..].IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return written.Length;
        }

        int length = searched + end + 4;
        WriteHead(Encoding.Latin1.GetString(_head.WrittenSpan[..length]), ready);
        _head.ResetWrittenCount();
        return length - before;
    }

    private void WriteHead(string head, ArrayBufferWriter<byte> ready)
    {
        foreach (string line in head.Split("\r\n")[..^1])
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            string name = colon < 0 ? "" : line[..colon];
            ReadLength(name, line);
            string text = line.Contains(ImpersonationLines.Separator, StringComparison.Ordinal)
                ? line.Replace(ImpersonationLines.Separator.ToString(), $"\r\n{name}: ", StringComparison.Ordinal)
                : line;
            Encoding.Latin1.GetBytes(text + "\r\n", ready);
        }
    }

    private void ReadLength(string name, string line)
    {
        if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
        {
            _bodyLeft = long.Parse(line.AsSpan(name.Length + 1).Trim(), NumberStyles.None, CultureInfo.InvariantCulture);
        }
        else if (name.Equals("Upgrade", StringComparison.OrdinalIgnoreCase) || name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
        {
            // After an upgrade there is no further head. Chunks have no length to count; the client sends none (its bodies are in memory).
            _isOpaque = true;
        }
    }
}
