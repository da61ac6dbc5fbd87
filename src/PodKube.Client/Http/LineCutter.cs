using System.Buffers;

namespace PodKube.Client.Http;

/// <summary>Cuts lines out of bytes as they arrive. Holds no more than the line that is incomplete.</summary>
internal sealed class LineCutter : IDisposable
{
    private const int InitialSize = 32 * 1024;
    private const int LeastRoom = 8 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
    private int _start;
    private int _searched;
    private int _filled;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    /// <summary>Room for bytes to come. What <see cref="TryTake"/> gave before is no longer valid.</summary>
    internal Memory<byte> GetRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._filled).CopyTo(_buffer);
            _filled -= _start;
            _searched -= _start;
            _start = 0;
        }

        if (_buffer.Length - _filled < LeastRoom)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(0, _filled).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsMemory(_filled);
    }

    internal void Put(int count) => _filled += count;

    /// <summary>Takes the next complete line, without its line feed.</summary>
    internal bool TryTake(out ReadOnlySpan<byte> line)
    {
        int end = _buffer.AsSpan(_searched.._filled).IndexOf((byte)'\n');
        if (end < 0)
        {
            _searched = _filled;
            line = default;
            return false;
        }

        line = _buffer.AsSpan(_start..(_searched + end));
        _start = _searched = _searched + end + 1;
        return true;
    }

    /// <summary>Takes what is left when nothing more will come.</summary>
    internal ReadOnlySpan<byte> TakeRest()
    {
        ReadOnlySpan<byte> rest = _buffer.AsSpan(_start.._filled);
        _start = _searched = _filled;
        return rest;
    }
}
