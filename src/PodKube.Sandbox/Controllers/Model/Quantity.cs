using System.Globalization;

namespace PodKube.Sandbox.Controllers.Model;

/// <summary>Reads resource quantities such as <c>250m</c>, <c>64Mi</c>, <c>1e3</c> for the scheduler's sums.</summary>
internal static class Quantity
{
    private static readonly (string Suffix, double Factor)[] s_suffixes =
    [
        ("Ki", 1024d), ("Mi", 1048576d), ("Gi", 1073741824d), ("Ti", 1099511627776d), ("Pi", 1125899906842624d), ("Ei", 1152921504606846976d),
        ("n", 1e-9), ("u", 1e-6), ("m", 1e-3), ("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12), ("P", 1e15), ("E", 1e18),
    ];

    /// <summary>The value in the quantity's own unit (cores, bytes); zero where it is missing or malformed.</summary>
    public static double Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return 0;
        }

        foreach ((string suffix, double factor) in s_suffixes)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal) && TryNumber(text.AsSpan(0, text.Length - suffix.Length), out double scaled))
            {
                return scaled * factor;
            }
        }

        return TryNumber(text, out double plain) ? plain : 0;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
