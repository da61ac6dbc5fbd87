using System.Buffers;
using System.Text.Json;

namespace PodKube.Client.Resources;

/// <summary>Cuts the items out of a list while its bytes arrive.</summary>
/// <remarks>
/// Order of the top-level members does not matter. Items of a page that comes packed stay in its text; others get bytes of their own, so
/// that keeping one keeps no other, and no more is held here than the item that is incomplete.
/// </remarks>
internal sealed class ListCutter : IDisposable
{
    private const int InitialSize = 64 * 1024;
    private const string Items = "items";
    private static readonly JsonReaderOptions s_options = new() { MaxDepth = 256 };

    private readonly string _arrayName;
    private readonly string _apiVersion;
    private readonly string _kind;
    private readonly ObjectScanner _scanner = new();
    private byte[] _buffer;
    private JsonReaderState _state = new(s_options);

    // Null where items get bytes of their own. Else the buffer is the page's, and begins at this place of it.
    private PageText? _page;
    private int _origin;

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
    /// <param name="page">Where items are left that come packed; null for bytes of their own.</param>
    internal ListCutter(ApiResource resource, string arrayName = Items, PageText? page = null)
    {
        _page = page;
        _buffer = page?.AddBlock(0, InitialSize) ?? ArrayPool<byte>.Shared.Rent(InitialSize);
        _arrayName = arrayName;
        _apiVersion = resource.ApiVersion;
        _kind = resource.Kind;
    }

    internal ListEnvelope Envelope { get; } = new();

    /// <summary>Whether the list ended.</summary>
    internal bool IsComplete { get; private set; }

    /// <summary>How many bytes of their own items got.</summary>
    internal int OwnLength { get; private set; }

    public void Dispose()
    {
        ReturnBuffer();
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
        int length = _scanner.Length;
        ObjectText text = _page?.Add(_origin + _start, length) ?? new ObjectText(CopyOf(_buffer.AsSpan(_start, length)));
        _consumed = _start + length;
        _start = -1;
        return new KubeObject(text, _apiVersion, _kind, _scanner.HasType ? null : ObjectType.Unsaid, _scanner.TakeFields());
    }

    private byte[] CopyOf(ReadOnlySpan<byte> json)
    {
        byte[] own = GC.AllocateUninitializedArray<byte>(json.Length);
        json.CopyTo(own);
        OwnLength += own.Length;
        return own;
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
        int wanted = (kept * 2) + least;
        byte[]? block = _page?.AddBlock(_origin + keep, wanted);
        bool isEnough = _page is null && _buffer.Length - kept >= Math.Max(least, _buffer.Length / 2);
        byte[] target = block ?? (isEnough ? _buffer : ArrayPool<byte>.Shared.Rent(Math.Max(InitialSize, wanted)));
        _buffer.AsSpan(keep, kept).CopyTo(target);
        if (target != _buffer)
        {
            ReturnBuffer();
            _buffer = target;
        }

        if (block is null)
        {
            // The page is too long for more.
            _page = null;
        }

        _origin += keep;
        _filled = kept;
        _consumed -= keep;
        _start = _start >= 0 ? 0 : -1;
    }

    private void ReturnBuffer()
    {
        if (_page is null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }
}
