using System.Globalization;
using System.Numerics;

namespace PodKube.Client.Quantities;

/// <summary>Reads the text of quantities.</summary>
/// <remarks>https://github.com/kubernetes/apimachinery/blob/master/pkg/api/resource/quantity.go has the grammar.</remarks>
internal static class QuantityParser
{
    /// <summary>Far beyond any amount of anything, and small enough to compute with.</summary>
    private const int MaxExponent = 999;

    // The largest amount with a binary suffix.
    private static readonly BigInteger s_binaryLimit = long.MaxValue * Quantity.NanosPerUnit;

    public static Quantity Parse(string text)
    {
        int position = text.StartsWith('-') || text.StartsWith('+') ? 1 : 0;
        int whole = CountDigits(text.AsSpan(position));
        string digits = text.Substring(position, whole);
        position += whole;
        int fraction = 0;
        if (position < text.Length && text[position] == '.')
        {
            fraction = CountDigits(text.AsSpan(++position));
            digits += text.Substring(position, fraction);
            position += fraction;
        }

        if (digits.Length == 0)
        {
            throw new KubeQuantityException(text, "it does not begin with a number");
        }

        (int radix, int power, QuantityFormat format) = ReadSuffix(text, text[position..]);
        BigInteger mantissa = BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        BigInteger nanos = radix == 2 ? ToNanos(mantissa << power, -fraction) : ToNanos(mantissa, power - fraction);
        if (format == QuantityFormat.BinarySI)
        {
            nanos = BigInteger.Min(nanos, s_binaryLimit);
            format = fraction > 0 && nanos < Quantity.NanosPerUnit && !nanos.IsZero ? QuantityFormat.DecimalSI : format;
        }

        return new Quantity(text[0] == '-' ? -nanos : nanos, format);
    }

    // What is smaller than a billionth counts as one: who asks for some gets some.
    private static BigInteger ToNanos(BigInteger mantissa, int power)
    {
        int nanoPower = power + 9;
        if (nanoPower >= 0)
        {
            return mantissa * BigInteger.Pow(10, nanoPower);
        }

        BigInteger nanos = BigInteger.DivRem(mantissa, BigInteger.Pow(10, -nanoPower), out BigInteger rest);
        return nanos + rest.Sign;
    }

    private static (int Radix, int Power, QuantityFormat Format) ReadSuffix(string text, string suffix) =>
        suffix switch
        {
            "" => (10, 0, QuantityFormat.DecimalSI),
            "n" => (10, -9, QuantityFormat.DecimalSI),
            "u" => (10, -6, QuantityFormat.DecimalSI),
            "m" => (10, -3, QuantityFormat.DecimalSI),
            "k" => (10, 3, QuantityFormat.DecimalSI),
            "M" => (10, 6, QuantityFormat.DecimalSI),
            "G" => (10, 9, QuantityFormat.DecimalSI),
            "T" => (10, 12, QuantityFormat.DecimalSI),
            "P" => (10, 15, QuantityFormat.DecimalSI),
            "E" => (10, 18, QuantityFormat.DecimalSI),
            "Ki" => (2, 10, QuantityFormat.BinarySI),
            "Mi" => (2, 20, QuantityFormat.BinarySI),
            "Gi" => (2, 30, QuantityFormat.BinarySI),
            "Ti" => (2, 40, QuantityFormat.BinarySI),
            "Pi" => (2, 50, QuantityFormat.BinarySI),
            "Ei" => (2, 60, QuantityFormat.BinarySI),
            _ => (10, ReadExponent(text, suffix), QuantityFormat.DecimalExponent),
        };

    private static int ReadExponent(string text, string suffix)
    {
        if (
            suffix[0] is not ('e' or 'E')
            || !int.TryParse(suffix.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int exponent)
        )
        {
            throw new KubeQuantityException(text, $"it has no suffix '{suffix}'");
        }

        return Math.Abs((long)exponent) <= MaxExponent
            ? exponent
            : throw new KubeQuantityException(text, $"its exponent is beyond {MaxExponent}");
    }

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }
}
