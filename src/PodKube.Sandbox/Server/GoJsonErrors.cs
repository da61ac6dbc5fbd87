using System.Text;

namespace PodKube.Sandbox.Server;

/// <summary>Says what is wrong with a JSON text in the words of Go's encoding/json.</summary>
internal static class GoJsonErrors
{
    private const string End = "unexpected end of JSON input";

    /// <summary>The message for a text that does not parse; for one that does, that it ends unexpectedly.</summary>
    public static string Describe(ReadOnlySpan<byte> utf8)
    {
        var scanner = new Scanner(utf8);
        return scanner.Run() ?? End;
    }

    private ref struct Scanner(ReadOnlySpan<byte> text)
    {
        private const int MaximumDepth = 10_000;
        private readonly ReadOnlySpan<byte> _text = text;
        private int _position;

        public string? Run()
        {
            var error = Value(0, "looking for beginning of value");
            SkipSpace();
            return error ?? (_position < _text.Length ? Unexpected("after top-level value") : null);
        }

        private string? Value(int depth, string context)
        {
            SkipSpace();
            if (_position >= _text.Length)
            {
                return End;
            }

            return _text[_position] switch
            {
                (byte)'{' => depth > MaximumDepth ? "exceeded max depth" : Object(depth),
                (byte)'[' => depth > MaximumDepth ? "exceeded max depth" : Array(depth),
                (byte)'"' => String(),
                (byte)'t' => Literal("true"),
                (byte)'f' => Literal("false"),
                (byte)'n' => Literal("null"),
                (byte)'-' or (>= (byte)'0' and <= (byte)'9') => Number(),
                _ => Unexpected(context),
            };
        }

        private string? Object(int depth)
        {
            _position++;
            for (var first = true; ; first = false)
            {
                SkipSpace();
                if (_position >= _text.Length)
                {
                    return End;
                }

                if (first && _text[_position] == '}')
                {
                    _position++;
                    return null;
                }

                if (_text[_position] != '"')
                {
                    return Unexpected("looking for beginning of object key string");
                }

                if ((String() ?? Expect(':', "after object key") ?? Value(depth + 1, "looking for beginning of value")) is { } error)
                {
                    return error;
                }

                SkipSpace();
                if (_position >= _text.Length)
                {
                    return End;
                }

                if (_text[_position] == '}')
                {
                    _position++;
                    return null;
                }

                if (_text[_position++] != ',')
                {
                    _position--;
                    return Unexpected("after object key:value pair");
                }
            }
        }

        private string? Array(int depth)
        {
            _position++;
            SkipSpace();
            if (_position < _text.Length && _text[_position] == ']')
            {
                _position++;
                return null;
            }

            while (true)
            {
                if (Value(depth + 1, "looking for beginning of value") is { } error)
                {
                    return error;
                }

                SkipSpace();
                if (_position >= _text.Length)
                {
                    return End;
                }

                if (_text[_position] == ']')
                {
                    _position++;
                    return null;
                }

                if (_text[_position] != ',')
                {
                    return Unexpected("after array element");
                }

                _position++;
            }
        }

        private string? String()
        {
            for (_position++; _position < _text.Length; _position++)
            {
                switch (_text[_position])
                {
                    case (byte)'"':
                        _position++;
                        return null;
                    case < 0x20:
                        return Unexpected("in string literal");
                    case (byte)'\\':
                        _position++;
                        if (_position < _text.Length && !"\"\\/bfnrtu".Contains((char)_text[_position], StringComparison.Ordinal))
                        {
                            return Unexpected("in string escape code");
                        }

                        break;
                }
            }

            return End;
        }

        private string? Literal(string word)
        {
            for (var i = 0; i < word.Length; i++, _position++)
            {
                if (_position >= _text.Length)
                {
                    return End;
                }

                if (_text[_position] != word[i])
                {
                    return Unexpected($"in literal {word} (expecting '{word[i]}')");
                }
            }

            return null;
        }

        private string? Number()
        {
            if (_text[_position] == '-')
            {
                _position++;
                if (_position >= _text.Length)
                {
                    return End;
                }

                if (!char.IsAsciiDigit((char)_text[_position]))
                {
                    return Unexpected("in numeric literal");
                }
            }

            while (_position < _text.Length && "0123456789.eE+-".Contains((char)_text[_position], StringComparison.Ordinal))
            {
                _position++;
            }

            return null;
        }

        private string? Expect(char mark, string context)
        {
            SkipSpace();
            if (_position >= _text.Length)
            {
                return End;
            }

            if (_text[_position] != mark)
            {
                return Unexpected(context);
            }

            _position++;
            return null;
        }

        private void SkipSpace()
        {
            while (_position < _text.Length && _text[_position] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                _position++;
            }
        }

        private readonly string Unexpected(string context)
        {
            var mark = (char)_text[_position];
            var shown = mark switch
            {
                '\'' => @"'\''",
                '"' => "'\"'",
                < ' ' or (char)0x7f => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"'\\x{(int)mark:x2}'"),
                _ => "'" + mark + "'",
            };
            return $"invalid character {shown} {context}";
        }
    }
}
