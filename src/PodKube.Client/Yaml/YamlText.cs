using System.Text;

namespace PodKube.Client.Yaml;

/// <summary>The characters of a YAML stream: decoding, and which ones may stand in it.</summary>
internal static class YamlText
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes a file's bytes: UTF-8, or UTF-16 where a byte order mark says so.</summary>
    /// <exception cref="KubeYamlException">The bytes are not UTF-8.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith<byte>([0xFF, 0xFE]))
        {
            return Encoding.Unicode.GetString(bytes[2..]);
        }

        if (bytes.StartsWith<byte>([0xFE, 0xFF]))
        {
            return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        }

        ReadOnlySpan<byte> text = bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? bytes[3..] : bytes;
        try
        {
            return s_strict.GetString(text);
        }
        catch (DecoderFallbackException exception)
        {
            ReadOnlySpan<byte> before = text[..Math.Max(0, exception.Index)];
            int lineStart = before.LastIndexOf((byte)'\n') + 1;
            int column = Encoding.UTF8.GetCharCount(before[lineStart..]) + 1;
            throw new KubeYamlException(
                "the text is not UTF-8",
                before.Count((byte)'\n') + 1,
                column,
                "Save the file as UTF-8.",
                exception
            );
        }
    }

    /// <summary>Refuses the characters that YAML forbids everywhere: controls other than tab and line breaks, and halves of surrogate pairs.</summary>
    /// <exception cref="KubeYamlException">There is one.</exception>
    public static void Check(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            char character = text[i];
            if (character is (>= ' ' and <= '~') or '\n' or '\r' or '\t')
            {
                continue;
            }

            if (char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (!IsPrintable(character))
            {
                (int line, int column) = Place(text, i);
                throw new KubeYamlException(
                    $"the character U+{(int)character:X4} may not stand in YAML",
                    line,
                    column,
                    "Write it as an escape in double quotes."
                );
            }
        }
    }

    /// <summary>Whether a character outside of surrogate pairs may stand in YAML as itself.</summary>
    public static bool IsPrintable(char character) =>
        character
            is (>= ' ' and <= '~')
                or '\t'
                or '\n'
                or '\r'
                or '\u0085'
                or (>= '\u00A0' and <= '\uD7FF')
                or (>= '\uE000' and <= '\uFFFD');

    /// <summary>The line and column of a position, both from 1.</summary>
    public static (int Line, int Column) Place(ReadOnlySpan<char> text, int position)
    {
        ReadOnlySpan<char> before = text[..position];
        return (before.Count('\n') + 1, position - before.LastIndexOf('\n'));
    }
}
