using System.Text.Json;

namespace PodKube.Client.Resources;

/// <summary>Walks through the fields of a complete JSON object without making anything.</summary>
internal ref struct FieldWalker(ReadOnlySpan<byte> json)
{
    private readonly ReadOnlySpan<byte> _json = json;
    private int _at;

    /// <summary>What stands between the quotes of the name.</summary>
    internal ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>The value as JSON.</summary>
    internal ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Goes to the next field.</summary>
    /// <exception cref="JsonException">The bytes are no object.</exception>
    internal bool MoveNext()
    {
        byte first = NextAfter(_at == 0 ? "{"u8 : ","u8);
        if (first == '}')
        {
            return false;
        }

        int nameStart = first == '"' ? ++_at : throw new JsonException("A field has no name.");
        SkipString();
        Name = _json[nameStart..(_at - 1)];
        NextAfter(":"u8);
        int valueStart = _at;
        SkipValue();
        Value = _json[valueStart.._at];
        return true;
    }

    /// <summary>Goes to the next byte that is neither white space nor the separator.</summary>
    private byte NextAfter(ReadOnlySpan<byte> separator)
    {
        while (_at < _json.Length)
        {
            byte letter = _json[_at];
            if (!JsonText.IsSpace(letter) && letter != separator[0])
            {
                return letter;
            }

            _at++;
        }

        throw new JsonException("A JSON object ends too early.");
    }

    private void SkipString()
    {
        _at = JsonText.SkipString(_json, _at, out bool isClosed);
        if (!isClosed)
        {
            throw new JsonException("A string has no end.");
        }
    }

    private void SkipValue()
    {
        int depth = 0;
        while (_at < _json.Length)
        {
            byte letter = _json[_at];
            if (depth == 0 && (letter is (byte)',' or (byte)'}' or (byte)']' || JsonText.IsSpace(letter)))
            {
                return;
            }

            _at++;
            switch (letter)
            {
                case (byte)'"':
                    SkipString();
                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                case (byte)'}' or (byte)']':
                    depth--;
                    break;
            }
        }
    }
}
