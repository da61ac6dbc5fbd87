using System.Numerics;
using System.Text.Json;

namespace PodKube.Client.Resources;

/// <summary>Finds where a JSON object ends and where its fields stand, while its bytes arrive; one object after the other.</summary>
internal sealed class ObjectScanner
{
    private readonly List<FieldMark> _marks = [];

    // Offsets from the object's first byte; -1 where there is none.
    private int _next;
    private int _nameStart;
    private int _nameEnd;
    private int _valueStart;
    private int _depth;
    private bool _inString;

    /// <summary>How many bytes the object has; known when it is complete.</summary>
    internal int Length { get; private set; }

    /// <summary>Whether the object says its own type.</summary>
    internal bool HasType { get; private set; }

    /// <summary>Finds the fields of a complete object.</summary>
    /// <exception cref="JsonException">The bytes are not one JSON object.</exception>
    internal static FieldMark[] FieldsOf(ReadOnlySpan<byte> json)
    {
        ObjectScanner scanner = new();
        scanner.Begin();
        return json.TrimStart(" \t\r\n"u8) is [(byte)'{', ..] && scanner.Advance(json)
            ? scanner.TakeFields()
            : throw new JsonException("A Kubernetes object must be a JSON object.");
    }

    /// <summary>Begins an object.</summary>
    internal void Begin()
    {
        _marks.Clear();
        _next = 0;
        _depth = 0;
        _inString = false;
        HasType = false;
        ForgetField();
    }

    /// <summary>Looks at the bytes that are new.</summary>
    /// <param name="json">All bytes of the object that have arrived, and perhaps more behind it.</param>
    /// <returns>Whether the object is complete.</returns>
    /// <exception cref="JsonException">The bytes are no object.</exception>
    internal bool Advance(ReadOnlySpan<byte> json)
    {
        int at = _next;
        while (at < json.Length)
        {
            if (_depth > 1 && json.Length - at >= JsonBlock.Size)
            {
                at = SkipBlocks(json, at);
                continue;
            }

            if (_inString)
            {
                at = JsonText.SkipString(json, at, out bool isClosed);
                _inString = !isClosed;
                if (isClosed && _depth == 1 && _valueStart < 0)
                {
                    _nameEnd = at - 1;
                }

                continue;
            }

            switch (json[at++])
            {
                case (byte)'"':
                    _inString = true;
                    _nameStart = _depth == 1 && _valueStart < 0 ? at : _nameStart;
                    break;
                case (byte)'{' or (byte)'[':
                    _depth++;
                    break;
                case (byte)'}' or (byte)']':
                    if (--_depth == 0)
                    {
                        EndLastField(json, at - 1);
                        Length = json[at - 1] == '}' ? at : throw new JsonException("An object ends like an array.");
                        return true;
                    }

                    break;
                case (byte)':' when _depth == 1:
                    _valueStart = at;
                    break;
                case (byte)',' when _depth == 1:
                    EndField(json, at - 1);
                    break;
            }
        }

        _next = at;
        return false;
    }

    /// <summary>Goes on within a field's value, whole blocks at a time, to the bracket that ends the value if it is among them.</summary>
    private int SkipBlocks(ReadOnlySpan<byte> json, int at)
    {
        bool isEscaped = false;
        for (; at <= json.Length - JsonBlock.Size; at += JsonBlock.Size)
        {
            JsonBlock block = JsonBlock.Read(json[at..], ref _inString, ref isEscaped);
            if (BitOperations.PopCount(block.Closing) < _depth - 1)
            {
                _depth += BitOperations.PopCount(block.Opening) - BitOperations.PopCount(block.Closing);
            }
            else if (FindEnd(block) is { } end)
            {
                _inString = false;
                return at + end;
            }
        }

        return isEscaped ? at + 1 : at;
    }

    /// <summary>Follows the depth bracket by bracket.</summary>
    /// <returns>The byte after the bracket that ends the value, if the block has it.</returns>
    private int? FindEnd(JsonBlock block)
    {
        ulong opening = block.Opening;
        for (ulong rest = block.Opening | block.Closing; rest != 0; rest &= rest - 1)
        {
            int at = BitOperations.TrailingZeroCount(rest);
            _depth += (opening >> at & 1) != 0 ? 1 : -1;
            if (_depth == 1)
            {
                return at + 1;
            }
        }

        return null;
    }

    /// <summary>The fields of the object that is complete.</summary>
    internal FieldMark[] TakeFields() => [.. _marks];

    private void EndLastField(ReadOnlySpan<byte> json, int end)
    {
        bool isEmpty = _marks.Count == 0 && _nameEnd < 0 && _valueStart < 0;
        if (!isEmpty)
        {
            EndField(json, end);
        }
    }

    private void EndField(ReadOnlySpan<byte> json, int end)
    {
        if (_nameEnd < 0 || _valueStart < 0)
        {
            throw new JsonException("A field lacks its name or its value.");
        }

        string name = FieldNames.Get(json[_nameStart.._nameEnd]);
        HasType |= name is "kind" or "apiVersion";
        (int start, int length) = JsonText.Trim(json, _valueStart, end);
        _marks.Add(new FieldMark(name, start, length));
        ForgetField();
    }

    private void ForgetField()
    {
        _nameStart = -1;
        _nameEnd = -1;
        _valueStart = -1;
    }
}
