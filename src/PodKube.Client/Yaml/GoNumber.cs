using System.Globalization;
using System.Numerics;

namespace PodKube.Client.Yaml;

/// <summary>Numbers as Go's strconv and encoding/json read and write them: what Kubernetes makes of a number's text depends on them.</summary>
/// <remarks>https://pkg.go.dev/strconv#ParseInt, https://pkg.go.dev/strconv#FormatFloat, https://pkg.go.dev/encoding/json#Marshal</remarks>
internal static class GoNumber
{
    private static readonly BigInteger s_least = long.MinValue;
    private static readonly BigInteger s_greatest = ulong.MaxValue;

    /// <summary>Reads a whole number whose base its prefix names: 0b, 0o or 0, 0x, else ten.</summary>
    /// <param name="text">The text without underscores.</param>
    /// <param name="digits">The number in decimal.</param>
    /// <returns>False for anything else, and for numbers outside -2^63 .. 2^64-1.</returns>
    public static bool TryReadInteger(ReadOnlySpan<char> text, out string digits)
    {
        digits = "";
        bool negative = text.StartsWith("-");
        bool signed = negative || text.StartsWith("+");
        ReadOnlySpan<char> magnitude = signed ? text[1..] : text;
        (int radix, int prefix) = Radix(magnitude);
        if (!TryReadDigits(magnitude[prefix..], radix, out BigInteger value))
        {
            return false;
        }

        value = negative ? -value : value;
        if (value < s_least || value > (signed ? long.MaxValue : s_greatest))
        {
            return false;
        }

        digits = value.ToString(CultureInfo.InvariantCulture);
        return true;
    }

    /// <summary>Reads a decimal floating-point number: digits with at most one point, at least one digit, and an exponent if any.</summary>
    /// <returns>False for anything else, and for numbers too large for 64 bits.</returns>
    public static bool TryReadFloat(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        return IsDecimal(text)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
    }

    /// <summary>The text of a finite number in JSON: the fewest digits that read back the same, an exponent only below 1e-6 and from 1e21.</summary>
    public static string FormatJson(double value)
    {
        (bool negative, string digits, int exponent) = Shortest(value.ToString("R", CultureInfo.InvariantCulture));
        double magnitude = Math.Abs(value);
        bool scientific = magnitude != 0 && (magnitude < 1e-6 || magnitude >= 1e21);
        string text = scientific ? Scientific(digits, exponent, leastExponentDigits: exponent < 0 ? 1 : 2) : Positional(digits, exponent);
        return negative ? "-" + text : text;
    }

    /// <summary>The text of a number that stands as a key: sigs.k8s.io/yaml writes it with 32-bit precision, with an exponent below 1e-4 and from 1e6.</summary>
    public static string FormatKey(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? ".nan"
                : value > 0 ? ".inf"
                : "-.inf";
        }

        float single = (float)value;
        if (!float.IsFinite(single))
        {
            return single > 0 ? ".inf" : "-.inf";
        }

        (bool negative, string digits, int exponent) = Shortest(single.ToString("R", CultureInfo.InvariantCulture));
        string text = exponent is < -4 or >= 6 ? Scientific(digits, exponent, leastExponentDigits: 2) : Positional(digits, exponent);
        return negative ? "-" + text : text;
    }

    private static (int Radix, int Prefix) Radix(ReadOnlySpan<char> magnitude)
    {
        if (magnitude.Length < 2 || magnitude[0] != '0')
        {
            return (10, 0);
        }

        return magnitude[1] switch
        {
            'x' or 'X' => (16, 2),
            'o' or 'O' => (8, 2),
            'b' or 'B' => (2, 2),
            _ => (8, 1),
        };
    }

    private static bool TryReadDigits(ReadOnlySpan<char> digits, int radix, out BigInteger value)
    {
        value = BigInteger.Zero;
        if (digits.IsEmpty || digits.Length > 80)
        {
            return false;
        }

        foreach (char digit in digits)
        {
            int number = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : int.MaxValue;
            if (number >= radix)
            {
                return false;
            }

            value = (value * radix) + number;
        }

        return true;
    }

    private static bool IsDecimal(ReadOnlySpan<char> text)
    {
        int position = text.StartsWith("-") || text.StartsWith("+") ? 1 : 0;
        int whole = CountDigits(text[position..]);
        position += whole;
        int fraction = 0;
        if (position < text.Length && text[position] == '.')
        {
            fraction = CountDigits(text[++position..]);
            position += fraction;
        }

        if (whole + fraction == 0)
        {
            return false;
        }

        if (position == text.Length)
        {
            return true;
        }

        if (text[position] is not ('e' or 'E'))
        {
            return false;
        }

        ReadOnlySpan<char> exponent = text[(position + 1)..];
        exponent = exponent.StartsWith("-") || exponent.StartsWith("+") ? exponent[1..] : exponent;
        return !exponent.IsEmpty && CountDigits(exponent) == exponent.Length;
    }

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }

    // The digits without leading and trailing zeros, and the power of ten of the first one.
    private static (bool Negative, string Digits, int Exponent) Shortest(string roundTrip)
    {
        bool negative = roundTrip[0] == '-';
        string unsigned = negative ? roundTrip[1..] : roundTrip;
        int power = unsigned.IndexOf('E');
        string mantissa = power < 0 ? unsigned : unsigned[..power];
        int exponent = power < 0 ? 0 : int.Parse(unsigned.AsSpan(power + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        int point = mantissa.IndexOf('.');
        int whole = point < 0 ? mantissa.Length : point;
        string digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        string significant = digits.TrimStart('0');
        return significant.Length == 0
            ? (negative, "0", 0)
            : (negative, significant.TrimEnd('0'), exponent + whole - 1 - (digits.Length - significant.Length));
    }

    private static string Positional(string digits, int exponent)
    {
        if (exponent < 0)
        {
            return "0." + new string('0', -exponent - 1) + digits;
        }

        return digits.Length <= exponent + 1
            ? digits + new string('0', exponent + 1 - digits.Length)
            : digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];
    }

    private static string Scientific(string digits, int exponent, int leastExponentDigits)
    {
        string mantissa = digits.Length == 1 ? digits : digits[..1] + "." + digits[1..];
        string power = Math.Abs(exponent).ToString(CultureInfo.InvariantCulture).PadLeft(leastExponentDigits, '0');
        return $"{mantissa}e{(exponent < 0 ? '-' : '+')}{power}";
    }
}
