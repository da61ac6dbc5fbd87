using System.Text.RegularExpressions;

namespace PodKube.Client.Yaml;

/// <summary>Strings that some reader takes for something else than a string when they stand there unquoted.</summary>
/// <remarks>
/// The readers: go-yaml v2 (kubectl), YAML 1.1 (https://yaml.org/type/, PyYAML, Ruby) and the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema).
/// </remarks>
internal static partial class AmbiguousScalar
{
    /// <summary>Whether the string must be quoted to stay a string.</summary>
    public static bool IsAmbiguous(string text) =>
        text[0] switch
        {
            '=' => text == "=",
            '<' => text == "<<",
            >= 'A' and <= 'z' or '~' => ScalarResolver.ResolvePlain(text).Kind != ScalarKind.String,
            '+' or '-' or '.' or (>= '0' and <= '9') => ScalarResolver.ResolvePlain(text).Kind != ScalarKind.String
                || Number().IsMatch(text)
                || Time().IsMatch(text),
            _ => false,
        };

    // Whole numbers of any size in base 2, 8, 10, 16 and 60, floats, underscores everywhere.
    [GeneratedRegex(
        @"^[-+]?(?:0[bB][01_]*|0[oO]?[0-7_]+|0[xX][0-9a-fA-F_]*|[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9_]*)?)\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Number();

    [GeneratedRegex(
        @"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?)?\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Time();
}
