using System.Text;

namespace PodKube.Client.Yaml;

/// <summary>Text of several lines as a literal block scalar: <c>|</c>, with the chomping and indentation indicators that keep it exact.</summary>
/// <remarks>https://yaml.org/spec/1.2.2/#812-literal-style</remarks>
internal static class LiteralBlock
{
    /// <summary>Whether the text has several lines, and every reader gets it back from a literal block.</summary>
    /// <remarks>Not so: text of white space alone, blank lines with spaces before the first content, and characters that need an escape.</remarks>
    public static bool CanHold(string text)
    {
        int content = text.AsSpan().IndexOfAnyExcept(" \t\n");
        if (content < 0 || !text.Contains('\n') || OpensWithSpacedLine(text.AsSpan(0, content)))
        {
            return false;
        }

        foreach (char character in text)
        {
            if (character is not ('\n' or '\t') && !YamlScalarText.IsSafe(character))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Appends the block, from its indicator to the line feed at its end.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="text">Text that <see cref="CanHold"/> accepts.</param>
    /// <param name="indent">The column of the block's lines.</param>
    /// <param name="relativeIndent">How much deeper than the parent that is.</param>
    public static void Append(StringBuilder output, string text, int indent, int relativeIndent)
    {
        output.Append('|');

        // Without the indicator the first line with content would set the indentation.
        if (text[0] is ' ' or '\t' or '\n')
        {
            output.Append(relativeIndent);
        }

        bool ends = text[^1] == '\n';
        output.Append(ends ? (text[^2] == '\n' ? "+" : "") : "-").Append('\n');
        foreach (string line in (ends ? text[..^1] : text).Split('\n'))
        {
            if (line.Length > 0)
            {
                output.Append(' ', indent).Append(line);
            }

            output.Append('\n');
        }
    }

    private static bool OpensWithSpacedLine(ReadOnlySpan<char> opening)
    {
        int lastBreak = opening.LastIndexOf('\n');
        return lastBreak >= 0 && opening[..lastBreak].IndexOfAnyExcept('\n') >= 0;
    }
}
