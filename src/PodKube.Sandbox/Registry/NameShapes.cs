using System.Buffers;

namespace PodKube.Sandbox.Registry;

/// <summary>
/// The shapes of names (apimachinery's validation package gives them as regular expressions, which the messages quote). Every write checks a dozen of
/// them, so they are read by hand.
/// </summary>
internal static class NameShapes
{
    private static readonly SearchValues<char> s_label = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private static readonly SearchValues<char> s_qualified = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>RFC 1123: labels joined by dots.</summary>
    public static bool IsSubdomain(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var dot = text.IndexOf('.');
            if (dot < 0)
            {
                return IsLabel(text);
            }

            if (!IsLabel(text[..dot]))
            {
                return false;
            }

            text = text[(dot + 1)..];
        }
    }

    /// <summary>RFC 1123: lower case letters, digits and dashes, no dash at either end.</summary>
    public static bool IsLabel(ReadOnlySpan<char> text) =>
        text.Length > 0 && text[0] != '-' && text[^1] != '-' && !text.ContainsAnyExcept(s_label);

    /// <summary>RFC 1035: a label that begins with a letter.</summary>
    public static bool IsLabel1035(ReadOnlySpan<char> text) => IsLabel(text) && !char.IsAsciiDigit(text[0]);

    /// <summary>Letters, digits, dashes, underscores and dots, with a letter or digit at both ends.</summary>
    public static bool IsQualifiedName(ReadOnlySpan<char> text) =>
        text.Length > 0 && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1]) && IsKey(text);

    /// <summary>Letters, digits, dashes, underscores and dots in any order: a key of a config map or secret.</summary>
    public static bool IsKey(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExcept(s_qualified);
}
