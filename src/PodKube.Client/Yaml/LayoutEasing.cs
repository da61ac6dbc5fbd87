using YamlDotNet.Core;

namespace PodKube.Client.Yaml;

/// <summary>Changes white space that means nothing where YamlDotNet refuses it and the Kubernetes tools do not.</summary>
/// <remarks>
/// YamlDotNet keeps to YAML 1.2 here, go-yaml to its parent libyaml: spaces on the empty lines that open a literal block (templates leave such lines),
/// and the lines of a double-quoted string or of a flow collection that are not deeper than their key.
/// </remarks>
internal static class LayoutEasing
{
    private const int Deep = 64;

    /// <summary>Eases the one place that a failure is about.</summary>
    /// <returns>False when the failure is about something else, or the place means what the parser says.</returns>
    public static bool TryEase(string text, KubeYamlException failure, out string eased)
    {
        eased = text;
        if (failure.InnerException is InvalidOperationException)
        {
            // The scanner's way to say that a line in a flow collection is not deep enough.
            return TryDeepen(text, failure.Line, out eased);
        }

        if (failure.InnerException is not YamlException cause)
        {
            return false;
        }

        if (cause.Message.EndsWith("found extra spaces in first line.", StringComparison.Ordinal))
        {
            return TryEmptyBlankLines(text, LineStart(text, cause.Start.Line), out eased);
        }

        if (cause.Message.EndsWith("double-quoted scalar, found wrong indentation.", StringComparison.Ordinal))
        {
            return TryDeepen(text, cause.End.Line, out eased);
        }

        return false;
    }

    private static bool TryDeepen(string text, long line, out string eased)
    {
        int start = LineStart(text, line);
        eased = text.Insert(start, new string(' ', Deep));
        return start < text.Length && CountSpaces(text, start) < Deep;
    }

    // The blank lines above the block's first line lose their spaces, unless they are deeper than that line and so would set the block's indentation.
    // A line that is no deeper than the block's own is not part of it: the block holds blank lines alone.
    private static bool TryEmptyBlankLines(string text, int contentStart, out string eased)
    {
        int depth = CountSpaces(text, contentStart);
        int start = contentStart;
        bool deeper = false;
        while (start > 1)
        {
            int previous = text.LastIndexOf('\n', start - 2) + 1;
            int spaces = CountSpaces(text, previous);
            if (text[(previous + spaces)..start].Trim('\r', '\n').Length > 0)
            {
                break;
            }

            deeper |= spaces > depth;
            start = previous;
        }

        int header = start > 1 ? text.LastIndexOf('\n', start - 2) + 1 : 0;
        deeper &= depth > CountSpaces(text, header);
        string blank = text[start..contentStart];
        eased = string.Concat(text.AsSpan(0, start), blank.Replace(" ", "", StringComparison.Ordinal), text.AsSpan(contentStart));
        return !deeper && eased.Length < text.Length;
    }

    private static int CountSpaces(string text, int start)
    {
        int end = text.AsSpan(start).IndexOfAnyExcept(' ');
        return end < 0 ? text.Length - start : end;
    }

    private static int LineStart(string text, long line)
    {
        int start = 0;
        for (long current = 1; current < line; current++)
        {
            int end = text.IndexOf('\n', start);
            if (end < 0)
            {
                return text.Length;
            }

            start = end + 1;
        }

        return start;
    }
}
