using System.Text.RegularExpressions;

namespace PodKube.Client.Yaml;

/// <summary>Gives a scalar its type by the rules of YAML 1.1 as the Kubernetes tools apply them.</summary>
/// <remarks>
/// sigs.k8s.io/yaml reads with go-yaml v2 (https://github.com/yaml/go-yaml/tree/v2): <c>y</c>, <c>yes</c> and <c>on</c> are true, <c>0777</c> is octal,
/// underscores in numbers are ignored, times stay text, numbers of base 60 do not exist. kubectl's answers are the measure, recorded in the tests.
/// </remarks>
internal static partial class ScalarResolver
{
    private const string TagPrefix = "tag:yaml.org,2002:";

    /// <summary>Gives a scalar its type.</summary>
    /// <exception cref="KubeYamlException">The scalar is not of the type that its tag names.</exception>
    public static ResolvedScalar Resolve(YamlScalar scalar)
    {
        string tag = ShortTag(scalar.Tag);
        if (tag.Length == 0)
        {
            return scalar.IsPlain ? ResolvePlain(scalar.Text) : new(ScalarKind.String, scalar.Text);
        }

        return tag switch
        {
            "!!int" or "!!float" or "!!bool" or "!!null" or "!!timestamp" => ResolveTagged(scalar, tag),
            "!!binary" => new(ScalarKind.String, BinaryText.Decode(scalar)),
            _ => new(ScalarKind.String, scalar.Text),
        };
    }

    /// <summary>Gives unquoted text without a tag its type.</summary>
    public static ResolvedScalar ResolvePlain(string text)
    {
        if (text.Length == 0)
        {
            return new(ScalarKind.Null, "");
        }

        return text[0] switch
        {
            'y' or 'Y' or 'n' or 'N' or 't' or 'T' or 'f' or 'F' or 'o' or 'O' or '~' => ResolveWord(text),
            '.' => ResolvePoint(text),
            '+' or '-' or (>= '0' and <= '9') => ResolveNumber(text),
            _ => new(ScalarKind.String, text),
        };
    }

    private static ResolvedScalar ResolveTagged(YamlScalar scalar, string tag)
    {
        ResolvedScalar resolved = ResolvePlain(scalar.Text);
        bool fits = tag switch
        {
            "!!int" => resolved.Kind == ScalarKind.Integer,
            "!!float" => resolved.Kind is ScalarKind.Float or ScalarKind.Integer,
            "!!bool" => resolved.Kind is ScalarKind.True or ScalarKind.False,
            "!!null" => resolved.Kind == ScalarKind.Null,
            _ => resolved.Kind == ScalarKind.Timestamp,
        };
        return fits
            ? resolved
            : throw new KubeYamlException(
                $"'{scalar.Text}' is not of the type that its tag {tag} names",
                scalar.Start.Line,
                scalar.Start.Column
            );
    }

    private static ResolvedScalar ResolveWord(string text) =>
        text switch
        {
            "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => new(ScalarKind.True, ""),
            "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => new(ScalarKind.False, ""),
            "~" or "null" or "Null" or "NULL" => new(ScalarKind.Null, ""),
            _ => new(ScalarKind.String, text),
        };

    private static ResolvedScalar ResolvePoint(string text)
    {
        if (TryResolveSpecialFloat(text, out double special))
        {
            return new(ScalarKind.Float, "", special);
        }

        return UnderscoresBetweenDigits().IsMatch(text) && GoNumber.TryReadFloat(WithoutUnderscores(text), out double value)
            ? new(ScalarKind.Float, "", value)
            : new(ScalarKind.String, text);
    }

    private static ResolvedScalar ResolveNumber(string text)
    {
        if (TryResolveSpecialFloat(text, out double special))
        {
            return new(ScalarKind.Float, "", special);
        }

        if (Timestamp().IsMatch(text))
        {
            return new(ScalarKind.Timestamp, text);
        }

        string plain = WithoutUnderscores(text);
        if (GoNumber.TryReadInteger(plain, out string digits))
        {
            return new(ScalarKind.Integer, digits);
        }

        return GoNumber.TryReadFloat(plain, out double value) ? new(ScalarKind.Float, "", value) : new(ScalarKind.String, text);
    }

    private static bool TryResolveSpecialFloat(string text, out double value)
    {
        value = text switch
        {
            ".nan" or ".NaN" or ".NAN" => double.NaN,
            ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" => double.PositiveInfinity,
            "-.inf" or "-.Inf" or "-.INF" => double.NegativeInfinity,
            _ => 0,
        };
        return value != 0;
    }

    private static string WithoutUnderscores(string text) => text.Contains('_') ? text.Replace("_", "", StringComparison.Ordinal) : text;

    // A bare "!" says that the scalar is text; other tags than YAML's own leave the text alone as well.
    private static string ShortTag(string tag) =>
        tag.StartsWith(TagPrefix, StringComparison.Ordinal) ? string.Concat("!!", tag.AsSpan(TagPrefix.Length)) : tag;

    [GeneratedRegex(
        @"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(?:\.[0-9]+)?(?:Z|[-+][0-9]{2}:[0-9]{2})| [0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(?:\.[0-9]+)?)?\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Timestamp();

    [GeneratedRegex(@"^[^_]*(?:(?<=[0-9])_(?=[0-9])[^_]*)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex UnderscoresBetweenDigits();
}
