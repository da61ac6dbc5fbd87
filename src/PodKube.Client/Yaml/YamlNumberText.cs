using System.Globalization;
using System.Numerics;

namespace PodKube.Client.Yaml;

/// <summary>JSON numbers as YAML scalars.</summary>
internal static class YamlNumberText
{
    /// <summary>
    /// The number as the Kubernetes tools write it. A server's numbers have that text already and stay as they are; another text is changed only
    /// where the number stays the same (<c>1.0</c> is <c>1</c>), so that digits beyond 64 bits are not lost in writing.
    /// </summary>
    public static string Format(string json)
    {
        if (GoNumber.TryReadInteger(json, out string digits))
        {
            return digits;
        }

        if (!GoNumber.TryReadFloat(json, out double value))
        {
            return json;
        }

        string canonical = GoNumber.FormatJson(value);
        return canonical == json || SameNumber(canonical, json) ? canonical : json;
    }

    private static bool SameNumber(string left, string right)
    {
        (BigInteger leftDigits, long leftPower) = Parts(left);
        (BigInteger rightDigits, long rightPower) = Parts(right);
        return leftDigits == rightDigits && (leftDigits.IsZero || leftPower == rightPower);
    }

    // Digits without trailing zeros, times a power of ten.
    private static (BigInteger Digits, long Power) Parts(string number)
    {
        int exponent = number.AsSpan().IndexOfAny('e', 'E');
        string mantissa = exponent < 0 ? number : number[..exponent];
        long power =
            exponent < 0 ? 0 : long.Parse(number.AsSpan(exponent + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        int point = mantissa.IndexOf('.');
        if (point >= 0)
        {
            power -= mantissa.Length - point - 1;
            mantissa = mantissa.Remove(point, 1);
        }

        string significant = mantissa.TrimEnd('0');
        power += mantissa.Length - significant.Length;
        return significant is "" or "-"
            ? (BigInteger.Zero, 0)
            : (BigInteger.Parse(significant, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), power);
    }
}
