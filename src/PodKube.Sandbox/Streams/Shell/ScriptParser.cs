using System.Text;

namespace PodKube.Sandbox.Streams.Shell;

/// <summary>One simple command of a script, before its variables are expanded.</summary>
internal sealed record ScriptCommand(IReadOnlyList<string> Words, string Operator, string? OutputFile, bool Appends, bool MergesError, bool ToError);

/// <summary>
/// Cuts a script into commands: quotes, <c>&amp;&amp;</c>, <c>||</c>, <c>;</c>, <c>|</c>, newlines, <c>&gt;</c>, <c>&gt;&gt;</c>, <c>2&gt;&amp;1</c>, <c>&gt;&amp;2</c>, comments. Loops and the like are not known.
/// </summary>
internal static class ScriptParser
{
    // Marks a dollar sign that stood in single quotes or behind a backslash.
    public const char LiteralDollar = '\u0001';

    /// <summary>The commands in order; each carries the operator that stands before it.</summary>
    /// <exception cref="FormatException">A quote is open, or a word is missing.</exception>
    public static List<ScriptCommand> Parse(string script)
    {
        List<ScriptCommand> commands = [];
        List<string> words = [];
        string before = ";";
        string? file = null;
        bool appends = false;
        bool merges = false;
        bool toError = false;
        List<string> tokens = Tokenize(script);
        for (int i = 0; i < tokens.Count; i++)
        {
            switch (tokens[i])
            {
                case "\0&&" or "\0||" or "\0;" or "\0|":
                    Flush();
                    before = tokens[i][1..];
                    break;
                case "\0>" or "\0>>":
                    appends = tokens[i] == "\0>>";
                    file = i + 1 < tokens.Count && tokens[i + 1][0] != '\0' ? tokens[++i] : throw new FormatException("syntax error: unexpected newline");
                    break;
                case "\02>&1":
                    merges = true;
                    break;
                case "\0>&2" or "\01>&2":
                    toError = true;
                    break;
                default:
                    words.Add(tokens[i]);
                    break;
            }
        }

        Flush();
        return commands;

        void Flush()
        {
            if (words.Count > 0)
            {
                commands.Add(new ScriptCommand([.. words], before, file, appends, merges, toError));
            }

            words.Clear();
            file = null;
            appends = merges = toError = false;
        }
    }

    // Operators come out with a leading NUL, so that a quoted "&&" stays a word.
    private static List<string> Tokenize(string script)
    {
        List<string> tokens = [];
        StringBuilder word = new();
        bool inWord = false;
        for (int i = 0; i < script.Length; i++)
        {
            char letter = script[i];
            string? symbol = Symbol(script, i, inWord);
            if (symbol is not null || char.IsWhiteSpace(letter))
            {
                End();
                if (symbol is not null || letter == '\n')
                {
                    tokens.Add("\0" + (symbol ?? ";"));
                    i += (symbol?.Length ?? 1) - 1;
                }
            }
            else if (letter == '#' && !inWord)
            {
                while (i + 1 < script.Length && script[i + 1] != '\n')
                {
                    i++;
                }
            }
            else
            {
                inWord = true;
                i = Quoted(script, i, word);
            }
        }

        End();
        return tokens;

        void End()
        {
            if (inWord)
            {
                tokens.Add(word.Length == 0 ? "\u0002" : word.ToString());
            }

            word.Clear();
            inWord = false;
        }
    }

    private static string? Symbol(string script, int at, bool inWord)
    {
        foreach (string symbol in (ReadOnlySpan<string>)["&&", "||", ">>", ">&2", ">", "|", ";"])
        {
            if (string.CompareOrdinal(script, at, symbol, 0, symbol.Length) == 0)
            {
                return symbol;
            }
        }

        return inWord ? null
            : string.CompareOrdinal(script, at, "2>&1", 0, 4) == 0 ? "2>&1"
            : string.CompareOrdinal(script, at, "1>&2", 0, 4) == 0 ? "1>&2"
            : null;
    }

    // Takes one letter, or all that a quote at this place holds; returns the place of the last letter taken.
    private static int Quoted(string script, int at, StringBuilder word)
    {
        char quote = script[at];
        if (quote == '\\' && at + 1 < script.Length)
        {
            word.Append(script[at + 1] == '$' ? LiteralDollar : script[at + 1]);
            return at + 1;
        }

        if (quote is not ('\'' or '"'))
        {
            word.Append(quote);
            return at;
        }

        int i = at + 1;
        for (; i < script.Length && script[i] != quote; i++)
        {
            bool escapes = quote == '"' && script[i] == '\\' && i + 1 < script.Length && script[i + 1] is '"' or '\\' or '$';
            if (quote == '"' && escapes)
            {
                i++;
            }

            word.Append(script[i] == '$' && (quote == '\'' || escapes) ? LiteralDollar : script[i]);
        }

        return i < script.Length ? i : throw new FormatException("syntax error: unterminated quoted string");
    }
}
