using System.Collections.Immutable;
using System.Text;

namespace PodKube.Sandbox.Access;

/// <summary>Writes values the way Go's formatting verbs do, because the server's messages hold them.</summary>
internal static class GoText
{
    /// <summary>A text as <c>%q</c> writes it.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (char character in text)
        {
            _ = character switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < ' ' or '\x7f' => quoted.Append("\\x").Append(((int)character).ToString("x2", System.Globalization.CultureInfo.InvariantCulture)),
                _ => quoted.Append(character),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>A list as <c>%q</c> writes a slice of texts: <c>["a" "b"]</c>.</summary>
    public static string Quote(IEnumerable<string> texts) => "[" + string.Join(' ', texts.Select(Quote)) + "]";

    /// <summary>Several errors as apimachinery's aggregate prints them: one alone stands for itself, more in brackets, each once.</summary>
    public static string Aggregate(IEnumerable<string> errors)
    {
        List<string> distinct = errors.Distinct(StringComparer.Ordinal).ToList();
        return distinct.Count == 1 ? distinct[0] : "[" + string.Join(", ", distinct) + "]";
    }
}
