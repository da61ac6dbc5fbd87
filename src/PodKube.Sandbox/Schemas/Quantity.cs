using System.Globalization;
using System.Numerics;

namespace PodKube.Sandbox.Schemas;

/// <summary>Kubernetes quantities ("500m", "1Gi"): parsed exactly, written in their canonical form.</summary>
internal readonly struct Quantity
{
    /// <summary>What the API answers to a text that is none.</summary>
    public const string ParseError = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

    private const int NanoDigits = 9;
    private static readonly string[] s_decimalSuffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
    private static readonly string[] s_binarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    private readonly BigInteger _nanos;
    private readonly Form _form;

    private Quantity(BigInteger nanos, Form form)
    {
        _nanos = nanos;
        _form = form;
    }

    private enum Form
    {
        Decimal,
        Binary,
        Exponent,
    }

    public static Quantity Zero => default;

    public bool IsZero => _nanos.IsZero;

    public bool IsNegative => _nanos.Sign < 0;

    public bool IsWhole => (_nanos % BigInteger.Pow(10, NanoDigits)).IsZero;

    public static Quantity operator +(Quantity left, Quantity right) =>
        new(left._nanos + right._nanos, left.IsZero ? right._form : left._form);

    public static bool operator >(Quantity left, Quantity right) => left._nanos > right._nanos;

    public static bool operator <(Quantity left, Quantity right) => left._nanos < right._nanos;

    public static bool TryParse(string text, out Quantity quantity)
    {
        quantity = default;
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.' || (end == 0 && text[end] is '+' or '-')))
        {
            end++;
        }

        if (!TryParseSuffix(text[end..], out var scale, out var binaryPower, out var form) || !TryParseNumber(text[..end], out var digits, out var fraction))
        {
            return false;
        }

        // value = digits * 10^-fraction * 10^scale * 1024^binaryPower, kept in nanos and rounded up, as the API does.
        var nanos = digits * BigInteger.Pow(1024, binaryPower);
        var exponent = NanoDigits + scale - fraction;
        if (exponent >= 0)
        {
            nanos *= BigInteger.Pow(10, exponent);
        }
        else
        {
            var divisor = BigInteger.Pow(10, -exponent);
            var quotient = BigInteger.DivRem(nanos, divisor, out var remainder);
            nanos = remainder.IsZero ? quotient : quotient + nanos.Sign;
        }

        quantity = new Quantity(nanos, form);
        return true;
    }

    /// <summary>The canonical form: no fraction, the largest suffix.</summary>
    public override string ToString()
    {
        if (_nanos.IsZero)
        {
            return "0";
        }

        var unit = BigInteger.Pow(10, NanoDigits);
        if (_form == Form.Binary && BigInteger.Abs(_nanos) >= 1024 * unit && IsWhole)
        {
            var value = _nanos / unit;
            var power = 0;
            while (power < s_binarySuffixes.Length - 1 && (value % 1024).IsZero)
            {
                value /= 1024;
                power++;
            }

            return value.ToString(CultureInfo.InvariantCulture) + s_binarySuffixes[power];
        }

        var mantissa = _nanos;
        var step = 0;
        while (step < s_decimalSuffixes.Length - 1 && (mantissa % 1000).IsZero)
        {
            mantissa /= 1000;
            step++;
        }

        var exponent = (step * 3) - NanoDigits;
        return mantissa.ToString(CultureInfo.InvariantCulture)
            + (_form == Form.Exponent ? exponent == 0 ? "" : "e" + exponent.ToString(CultureInfo.InvariantCulture) : s_decimalSuffixes[step]);
    }

    private static bool TryParseNumber(string text, out BigInteger digits, out int fraction)
    {
        digits = default;
        fraction = 0;
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            fraction = text.Length - point - 1;
            text = text.Remove(point, 1);
        }

        return text.TrimStart('+', '-').Length is > 0 and < 100
            && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out digits);
    }

    private static bool TryParseSuffix(string suffix, out int scale, out int binaryPower, out Form form)
    {
        scale = 0;
        binaryPower = 0;
        form = Form.Decimal;
        var index = Array.IndexOf(s_decimalSuffixes, suffix);
        if (index >= 0)
        {
            scale = (index * 3) - NanoDigits;
            return true;
        }

        index = Array.IndexOf(s_binarySuffixes, suffix);
        if (index > 0)
        {
            binaryPower = index;
            form = Form.Binary;
            return true;
        }

        form = Form.Exponent;
        return suffix.Length > 1 && suffix[0] is 'e' or 'E'
            && int.TryParse(suffix.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out scale)
            && Math.Abs(scale) < 64;
    }
}
