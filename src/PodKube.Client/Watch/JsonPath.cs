using System.Globalization;
using System.Text.Json;

namespace PodKube.Client.Watch;

/// <summary>The part of kubectl's JSONPath that waiting needs: fields, indexes, <c>[*]</c> and filters by equality.</summary>
/// <remarks>https://kubernetes.io/docs/reference/kubectl/jsonpath/</remarks>
internal sealed class JsonPath
{
    private readonly string _text;
    private readonly List<Func<JsonElement, IEnumerable<JsonElement>>> _steps = [];
    private int _position;

    private JsonPath(string text) => _text = text;

    public override string ToString() => _text;

    /// <summary>Reads a path, in braces or not.</summary>
    /// <exception cref="FormatException">It cannot be read; the message says where.</exception>
    internal static JsonPath Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string inner = text.Trim();
        inner = inner.StartsWith('{') && inner.EndsWith('}') ? inner[1..^1].Trim() : inner;
        inner = inner.StartsWith('$') ? inner[1..] : inner;
        JsonPath path = new(inner.StartsWith('.') || inner.StartsWith('[') ? inner : "." + inner);
        path.ReadSteps();
        return path._steps.Count > 0 ? path : throw path.Wrong("it names nothing");
    }

    internal IEnumerable<JsonElement> Select(JsonElement root) =>
        _steps.Aggregate((IEnumerable<JsonElement>)[root], (values, step) => values.SelectMany(step));

    private static IEnumerable<JsonElement> Field(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement child) ? [child] : [];

    private static IEnumerable<JsonElement> All(JsonElement parent) => parent.ValueKind switch
    {
        JsonValueKind.Array => parent.EnumerateArray(),
        JsonValueKind.Object => parent.EnumerateObject().Select(p => p.Value),
        _ => [],
    };

    private static IEnumerable<JsonElement> Index(JsonElement parent, int index)
    {
        if (parent.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        int length = parent.GetArrayLength();
        int at = index < 0 ? length + index : index;
        return at >= 0 && at < length ? [parent[at]] : [];
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private void ReadSteps()
    {
        while (_position < _text.Length)
        {
            if (_text[_position] == '.')
            {
                _position++;
                string name = ReadName();
                _steps.Add(name == "*" ? All : parent => Field(parent, name));
            }
            else if (_text[_position] == '[')
            {
                ReadBracket();
            }
            else
            {
                throw Wrong($"'{_text[_position]}' is not expected");
            }
        }
    }

    // A backslash takes a point into the name: .metadata.labels.app\.kubernetes\.io/name
    private string ReadName()
    {
        System.Text.StringBuilder name = new();
        for (; _position < _text.Length && _text[_position] is not ('.' or '['); _position++)
        {
            if (_text[_position] == '\\' && _position + 1 < _text.Length)
            {
                _position++;
            }

            name.Append(_text[_position]);
        }

        return name.Length > 0 ? name.ToString() : throw Wrong("a name is missing");
    }

    private void ReadBracket()
    {
        int end = FindBracketEnd();
        string inner = _text[(_position + 1)..end].Trim();
        if (inner == "*")
        {
            _steps.Add(All);
        }
        else if (inner.StartsWith("?(", StringComparison.Ordinal) && inner.EndsWith(')'))
        {
            _steps.Add(ReadFilter(inner[2..^1]));
        }
        else if (Unquote(inner) is { } name)
        {
            _steps.Add(parent => Field(parent, name));
        }
        else if (int.TryParse(inner, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int index))
        {
            _steps.Add(parent => Index(parent, index));
        }
        else
        {
            throw Wrong($"[{inner}] is neither an index, a name in quotes nor a filter");
        }

        _position = end + 1;
    }

    private int FindBracketEnd()
    {
        char quote = '\0';
        for (int i = _position + 1; i < _text.Length; i++)
        {
            char c = _text[i];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '"' or '\'')
            {
                quote = c;
            }
            else if (c == ']')
            {
                return i;
            }
        }

        throw Wrong("a ] is missing");
    }

    private Func<JsonElement, IEnumerable<JsonElement>> ReadFilter(string filter)
    {
        int equals = filter.IndexOf("==", StringComparison.Ordinal);
        string left = equals < 0 ? "" : filter[..equals].Trim();
        if (!left.StartsWith("@.", StringComparison.Ordinal))
        {
            throw Wrong($"the filter ({filter}) is not of the form (@.field==\"value\")");
        }

        JsonPath field = Parse(left[1..]);
        string right = filter[(equals + 2)..].Trim();
        string value = Unquote(right) ?? right;
        return parent => All(parent).Where(item => field.Select(item).Any(v => Text(v) == value));
    }

    private static string? Unquote(string text) =>
        text.Length >= 2 && (text[0] is '"' or '\'') && text[^1] == text[0] ? text[1..^1] : null;

    private FormatException Wrong(string what) => new($"The path '{_text}' cannot be read: {what} (at position {_position + 1}).");
}
