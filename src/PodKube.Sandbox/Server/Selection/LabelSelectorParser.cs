using PodKube.Sandbox.Registry;

namespace PodKube.Sandbox.Server.Selection;

/// <summary>The grammar of label selectors, with apimachinery's error texts.</summary>
internal sealed class LabelSelectorParser(string text)
{
    private const string BinaryOperators = "in, notin, =, ==, !=, gt, lt";
    private const string Special = "=!(),><";
    private readonly List<(string Kind, string Text)> _tokens = Scan(text);
    private int _position;

    /// <exception cref="ApiStatusException">400: the text is no selector.</exception>
    public LabelSelector Parse()
    {
        var requirements = new List<LabelRequirement>();
        while (true)
        {
            var (kind, found) = Peek();
            if (kind == "end")
            {
                return new LabelSelector(requirements);
            }

            if (kind is not ("identifier" or "!"))
            {
                throw Error($"found '{found}', expected: !, identifier, or 'end of string'");
            }

            requirements.Add(Requirement());
            (kind, found) = Next();
            if (kind == "end")
            {
                return new LabelSelector(requirements);
            }

            if (kind != ",")
            {
                throw Error($"found '{found}', expected: ',' or 'end of string'");
            }

            if (Peek().Kind is not ("identifier" or "!"))
            {
                throw Error($"found '{Peek().Text}', expected: identifier after ','");
            }
        }
    }

    private static List<(string Kind, string Text)> Scan(string text)
    {
        var tokens = new List<(string, string)>();
        for (var i = 0; i < text.Length;)
        {
            if (text[i] is ' ' or '\t' or '\r' or '\n')
            {
                i++;
                continue;
            }

            var start = i;
            if (Special.Contains(text[i], StringComparison.Ordinal))
            {
                i += i + 1 < text.Length && text[i] is '=' or '!' && text[i + 1] == '=' ? 2 : 1;
                tokens.Add((text[start..i], text[start..i]));
                continue;
            }

            while (i < text.Length && !Special.Contains(text[i], StringComparison.Ordinal) && text[i] is not (' ' or '\t' or '\r' or '\n'))
            {
                i++;
            }

            tokens.Add(("identifier", text[start..i]));
        }

        return tokens;
    }

    private (string Kind, string Text) Peek() => _position < _tokens.Count ? _tokens[_position] : ("end", "");

    private (string Kind, string Text) Next()
    {
        var token = Peek();
        _position++;
        return token;
    }

    private LabelRequirement Requirement()
    {
        var (kind, found) = Next();
        var negated = kind == "!";
        if (negated)
        {
            (kind, found) = Next();
        }

        if (kind != "identifier")
        {
            throw RequirementError($"found '{found}', expected: identifier");
        }

        CheckKey(found);
        if (negated)
        {
            return new LabelRequirement(found, "!", []);
        }

        if (Peek().Kind is "end" or ",")
        {
            return new LabelRequirement(found, "exists", []);
        }

        return WithOperator(found);
    }

    private LabelRequirement WithOperator(string key)
    {
        var (kind, found) = Next();
        var name = kind == "identifier" ? found : kind;
        var (operation, values) = name switch
        {
            "in" => ("in", List()),
            "notin" => ("notin", List()),
            "=" or "==" => ("in", ExactValue()),
            "!=" => ("notin", ExactValue()),
            ">" => ("gt", ExactValue()),
            "<" => ("lt", ExactValue()),
            _ => throw RequirementError($"found '{found}', expected: {BinaryOperators}"),
        };
        CheckValues(operation, values);
        return new LabelRequirement(key, operation, values);
    }

    private List<string> ExactValue()
    {
        if (Peek().Kind is "end" or ",")
        {
            return [""];
        }

        var (kind, found) = Next();
        return kind == "identifier" ? [found] : throw RequirementError($"found '{found}', expected: identifier");
    }

    private List<string> List()
    {
        var (kind, found) = Next();
        if (kind != "(")
        {
            throw RequirementError($"found '{found}' expected: '('");
        }

        var values = new List<string>();
        var expectsValue = true;
        while (true)
        {
            (kind, found) = Next();
            switch (kind)
            {
                case "identifier" when expectsValue:
                    values.Add(found);
                    expectsValue = false;
                    break;
                case ",":
                    if (expectsValue)
                    {
                        values.Add("");
                    }

                    expectsValue = true;
                    break;
                case ")":
                    if (expectsValue)
                    {
                        values.Add("");
                    }

                    return values;
                default:
                    throw RequirementError(expectsValue ? $"found '{found}', expected: ',', ')' or identifier" : $"found '{found}', expected: ',' or ')'");
            }
        }
    }

    private static void CheckKey(string key)
    {
        var errors = new FieldErrors();
        MetadataRules.AddQualifiedNameErrors(key, "key", errors);
        if (errors.Count > 0)
        {
            throw RequirementError(errors.ToMessage());
        }
    }

    private static void CheckValues(string operation, List<string> values)
    {
        var errors = new FieldErrors();
        foreach (var value in values)
        {
            if (operation is "gt" or "lt")
            {
                if (!long.TryParse(value, out _))
                {
                    errors.Invalid("values", value, "for 'Gt', 'Lt' operators, the value must be an integer");
                }
            }
            else
            {
                MetadataRules.AddLabelValueErrors(value, "values[0]", errors);
            }
        }

        if (errors.Count > 0)
        {
            throw RequirementError(errors.ToMessage());
        }
    }

    private static ApiStatusException RequirementError(string message) => Error("unable to parse requirement: " + message);

    private static ApiStatusException Error(string message) => ApiErrors.BadRequest(message);
}
