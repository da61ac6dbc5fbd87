using System.Buffers;
using System.Text.Json;

namespace PodKube.Client.Resources;

/// <summary>Cuts the items out of a list while its bytes arrive. Holds no more than the item that is incomplete.</summary>
/// <remarks>Order of the top-level members does not matter. Every item gets bytes of its own, so that keeping one keeps no other.</remarks>
internal sealed class ListCutter : IDisposable
{
    private const int InitialSize = 64 * 1024;
    private const string Items = "items";
    private static readonly JsonReaderOptions s_options = new() { MaxDepth = 256 };

    private readonly string _arrayName;
    private readonly string _apiVersion;
    private readonly string _kind;
    private readonly ObjectScanner _scanner = new();
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
    private JsonReaderState _state = new(s_options);

    // What was filled, what was looked at, and where the item or member begins that is not complete yet (-1: none).
    private int _filled;
    private int _consumed;
    private int _start = -1;

    // The top-level member that is being read; null between two of them.
    private string? _member;
    private bool _inItems;

    /// <param name="resource">Gives items their type, which servers leave out.</param>
    /// <param name="arrayName">
    /// The member that holds the items, <c>rows</c> in a table. <c>items</c> is taken in any case: a server that makes no tables sends
    /// a plain list.
    /// </param>
    internal ListCutter(ApiResource resource, string arrayName = Items)
    {
        _arrayName = arrayName;
        _apiVersion = resource.ApiVersion;
        _kind = resource.Kind;
    }

    internal ListEnvelope Envelope { get; } = new();

    /// <summary>Whether the list ended.</summary>
    internal bool IsComplete { get; private set; }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    /// <summary>Room for bytes to come.</summary>
    internal Memory<byte> GetRoom()
    {
        const int Least = 16 * 1024;
        if (_buffer.Length - _filled < Least)
        {
            MakeRoom(Least);
        }

        return _buffer.AsMemory(_filled);
    }

    /// <summary>Takes the <paramref name="count"/> bytes that were put into the room, and adds every item that is complete now.</summary>
    /// <exception cref="JsonException">The bytes are not JSON, or not a list.</exception>
    internal void Take(int count, List<KubeObject> items)
    {
        _filled += count;
        bool isEnd = count == 0;
        while (_inItems ? CutItems(items) : ReadMembers(isEnd))
        {
        }

        if (isEnd && _inItems)
        {
            throw new JsonException("It ends in the middle of its items.");
        }
    }

    /// <summary>Goes through what stands around the items.</summary>
    /// <returns>Whether the items begin.</returns>
    private bool ReadMembers(bool isEnd)
    {
        Utf8JsonReader reader = new(_buffer.AsSpan(_consumed, _filled - _consumed), isEnd, _state);
        while (!_inItems && reader.Read())
        {
            OnMemberToken(ref reader);
        }

        _consumed += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
        return _inItems;
    }

    /// <summary>Goes through the items.</summary>
    /// <returns>Whether they end.</returns>
    private bool CutItems(List<KubeObject> items)
    {
        while (_start >= 0 || FindItem())
        {
            if (!_scanner.Advance(_buffer.AsSpan(_start, _filled - _start)))
            {
                _consumed = _filled;
                return false;
            }

            items.Add(Cut());
        }

        return !_inItems;
    }

    /// <summary>Goes to the next item, or to the end of the items.</summary>
    private bool FindItem()
    {
        for (; _consumed < _filled; _consumed++)
        {
            byte letter = _buffer[_consumed];
            if (letter == '{')
            {
                _start = _consumed;
                _scanner.Begin();
                return true;
            }

            if (letter == ']')
            {
                // Left to the JSON reader, for which the array is empty.
                _inItems = false;
                _member = null;
                return false;
            }

            if (letter != ',' && !JsonText.IsSpace(letter))
            {
                throw new JsonException("An item of a list must be an object.");
            }
        }

        return false;
    }

    private KubeObject Cut()
    {
        byte[] own = GC.AllocateUninitializedArray<byte>(_scanner.Length);
        _buffer.AsSpan(_start, own.Length).CopyTo(own);
        _consumed = _start + own.Length;
        _start = -1;
        return new KubeObject(own, _apiVersion, _kind, _scanner.HasType ? null : ObjectType.Unsaid, _scanner.TakeFields());
    }

    private void OnMemberToken(ref Utf8JsonReader reader)
    {
        int depth = reader.CurrentDepth;
        if (depth == 0)
        {
            IsComplete = reader.TokenType == JsonTokenType.EndObject;
            if (!IsComplete && reader.TokenType != JsonTokenType.StartObject)
            {
                throw new JsonException("A list must be a JSON object.");
            }
        }
        else if (depth == 1 && reader.TokenType == JsonTokenType.PropertyName)
        {
            _member = reader.GetString();
        }
        else if (depth == 1 && _start < 0 && _member is { } array && (array == _arrayName || array == Items) && reader.TokenType == JsonTokenType.StartArray)
        {
            _inItems = true;
        }
        else if (depth == 1 && _member is not null)
        {
            // The first token of a member's value, or its last one; a plain value is both.
            _start = _start < 0 ? _consumed + (int)reader.TokenStartIndex : _start;
            if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            {
                Envelope.Set(_member, _buffer.AsSpan(_start, _consumed + (int)reader.BytesConsumed - _start));
                _start = -1;
            }
        }
    }

    private void MakeRoom(int least)
    {
        int keep = _start >= 0 ? _start : _consumed;
        int kept = _filled - keep;
        byte[] target = _buffer;
        if (_buffer.Length - kept < Math.Max(least, _buffer.Length / 2))
        {
            target = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        }

        _buffer.AsSpan(keep, kept).CopyTo(target);
        if (target != _buffer)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = target;
        }

        _filled = kept;
        _consumed -= keep;
        _start = _start >= 0 ? 0 : -1;
    }
}
