using System.Globalization;
using System.Numerics;

namespace PodKube.Client.Quantities;

/// <summary>Writes quantities in canonical form.</summary>
internal static class QuantityText
{
    private static readonly string[] s_decimalSuffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
    private static readonly string[] s_binarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    public static string Format(Quantity quantity)
    {
        if (quantity.Nanos.IsZero)
        {
            return "0";
        }

        return quantity.Format switch
        {
            QuantityFormat.BinarySI when IsBinary(quantity.Nanos) => FormatBinary(quantity.Nanos / Quantity.NanosPerUnit),
            QuantityFormat.DecimalExponent => FormatExponent(quantity.Nanos),
            _ => FormatDecimal(quantity.Nanos),
        };
    }

    // Below 1024 and with a fraction a binary suffix would say nothing or lose something.
    private static bool IsBinary(BigInteger nanos) =>
        BigInteger.Abs(nanos) >= 1024 * Quantity.NanosPerUnit && (nanos % Quantity.NanosPerUnit).IsZero;

    private static string FormatBinary(BigInteger amount)
    {
        int suffix = Reduce(ref amount, 1024, s_binarySuffixes.Length - 1);
        return Digits(amount) + s_binarySuffixes[suffix];
    }

    private static string FormatDecimal(BigInteger nanos)
    {
        int suffix = Reduce(ref nanos, 1000, s_decimalSuffixes.Length - 1);
        return Digits(nanos) + s_decimalSuffixes[suffix];
    }

    private static string FormatExponent(BigInteger nanos)
    {
        int exponent = (3 * Reduce(ref nanos, 1000, int.MaxValue)) - 9;
        return exponent == 0 ? Digits(nanos) : string.Create(CultureInfo.InvariantCulture, $"{Digits(nanos)}e{exponent}");
    }

    private static int Reduce(ref BigInteger amount, int factor, int most)
    {
        int times = 0;
        for (; times < most; times++)
        {
            BigInteger reduced = BigInteger.DivRem(amount, factor, out BigInteger rest);
            if (!rest.IsZero)
            {
                break;
            }

            amount = reduced;
        }

        return times;
    }

    private static string Digits(BigInteger amount) => amount.ToString(CultureInfo.InvariantCulture);
}
