using System.Globalization;
using System.Text;

namespace PodKube.Client.Yaml;

/// <summary>Strings as YAML scalars of one line: plain where every reader takes that for the same string, else quoted as kubectl quotes.</summary>
internal static class YamlScalarText
{
    /// <summary>Readers give up on a key that is not marked as one by <c>?</c> after 1024 characters, quotes and escapes included.</summary>
    public const int MaxKeyLength = 160;

    /// <summary>Appends a string: plain, in single quotes where only its characters stand against plain, in double quotes otherwise.</summary>
    public static void AppendInline(StringBuilder output, string text)
    {
        if (text.Length == 0 || NeedsEscapes(text) || AmbiguousScalar.IsAmbiguous(text))
        {
            AppendDoubleQuoted(output, text);
        }
        else if (CanBePlain(text))
        {
            output.Append(text);
        }
        else
        {
            AppendSingleQuoted(output, text);
        }
    }

    /// <summary>Appends a key. A word in it that begins with <c>*</c> is quoted too: YamlDotNet takes what follows for an alias and misses the colon.</summary>
    public static void AppendKey(StringBuilder output, string key)
    {
        if (key.Contains(" *", StringComparison.Ordinal) && !NeedsEscapes(key))
        {
            AppendSingleQuoted(output, key);
        }
        else
        {
            AppendInline(output, key);
        }
    }

    /// <summary>Whether a character may stand as itself in plain, single-quoted and literal scalars. Line breaks of YAML 1.1 and the byte order mark may not.</summary>
    public static bool IsSafe(char character) =>
        character is not ('\r' or '\n' or '\t' or '\u0085' or '\u2028' or '\u2029' or '\uFEFF')
        && (YamlText.IsPrintable(character) || char.IsSurrogate(character))
        && character is not ('\uFFFE' or '\uFFFF');

    private static bool NeedsEscapes(string text)
    {
        foreach (char character in text)
        {
            if (!IsSafe(character))
            {
                return true;
            }
        }

        return false;
    }

    // The indicators of YAML that end or change a plain scalar in block style: https://yaml.org/spec/1.2.2/#733-plain-style
    private static bool CanBePlain(string text)
    {
        char first = text[0];
        if (first == ' ' || text[^1] is ' ' or ':' || "#,[]{}&*!|>'\"%@`".Contains(first, StringComparison.Ordinal))
        {
            return false;
        }

        if (first is '-' or '?' && (text.Length == 1 || text[1] == ' '))
        {
            return false;
        }

        return !text.StartsWith("---", StringComparison.Ordinal)
            && !text.StartsWith("...", StringComparison.Ordinal)
            && !text.Contains(": ", StringComparison.Ordinal)
            && !text.Contains(" #", StringComparison.Ordinal);
    }

    private static void AppendSingleQuoted(StringBuilder output, string text) =>
        output.Append('\'').Append(text.Replace("'", "''", StringComparison.Ordinal)).Append('\'');

    private static void AppendDoubleQuoted(StringBuilder output, string text)
    {
        output.Append('"');
        foreach (char character in text)
        {
            switch (character)
            {
                case '"':
                    output.Append("\\\"");
                    break;
                case '\\':
                    output.Append("\\\\");
                    break;
                case '\n':
                    output.Append("\\n");
                    break;
                case '\r':
                    output.Append("\\r");
                    break;
                case '\t':
                    output.Append("\\t");
                    break;
                default:
                    AppendEscaped(output, character);
                    break;
            }
        }

        output.Append('"');
    }

    private static void AppendEscaped(StringBuilder output, char character)
    {
        if (IsSafe(character))
        {
            output.Append(character);
        }
        else if (character <= '\u00FF')
        {
            output.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:X2}");
        }
        else
        {
            output.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
        }
    }
}
