using System.Globalization;
using System.Numerics;

namespace PodKube.Client.Quantities;

/// <summary>An amount of a resource as Kubernetes writes it, for instance <c>500m</c>, <c>1.5Gi</c> or <c>12e6</c>, held exactly.</summary>
/// <remarks>
/// The rules are those of https://pkg.go.dev/k8s.io/apimachinery/pkg/api/resource#Quantity: nothing is smaller than a billionth (what is, counts as
/// a billionth), and amounts with a binary suffix end at 2^63-1. Two quantities are equal when their amounts are, whatever their suffixes.
/// </remarks>
public readonly struct Quantity : IEquatable<Quantity>, IComparable<Quantity>, IComparable
{
    internal static readonly BigInteger NanosPerUnit = 1_000_000_000;

    internal Quantity(BigInteger nanos, QuantityFormat format)
    {
        Nanos = nanos;
        Format = format;
    }

    /// <summary>The family of suffixes that the quantity came with.</summary>
    public QuantityFormat Format { get; }

    internal BigInteger Nanos { get; }

    /// <summary>Whether both are the same amount.</summary>
    public static bool operator ==(Quantity left, Quantity right) => left.Equals(right);

    /// <summary>Whether the amounts differ.</summary>
    public static bool operator !=(Quantity left, Quantity right) => !left.Equals(right);

    /// <summary>Whether the left amount is the smaller one.</summary>
    public static bool operator <(Quantity left, Quantity right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left amount is not the larger one.</summary>
    public static bool operator <=(Quantity left, Quantity right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left amount is the larger one.</summary>
    public static bool operator >(Quantity left, Quantity right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left amount is not the smaller one.</summary>
    public static bool operator >=(Quantity left, Quantity right) => left.CompareTo(right) >= 0;

    /// <summary>Reads a quantity.</summary>
    /// <exception cref="KubeQuantityException">The text is none.</exception>
    public static Quantity Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return QuantityParser.Parse(text);
    }

    /// <summary>Reads a quantity, if the text is one.</summary>
    public static bool TryParse(string? text, out Quantity quantity)
    {
        quantity = default;
        if (text is null)
        {
            return false;
        }

        try
        {
            quantity = QuantityParser.Parse(text);
            return true;
        }
        catch (KubeQuantityException)
        {
            return false;
        }
    }

    /// <summary>The amount.</summary>
    /// <exception cref="OverflowException">It is larger than a decimal holds, which is about 7.9e28.</exception>
    public decimal ToDecimal()
    {
        BigInteger whole = BigInteger.DivRem(Nanos, NanosPerUnit, out BigInteger rest);
        return (decimal)whole + ((decimal)rest / (decimal)NanosPerUnit);
    }

    /// <summary>The amount as a whole number, fractions rounded away from zero as the API machinery does.</summary>
    public BigInteger ToBigInteger()
    {
        BigInteger whole = BigInteger.DivRem(Nanos, NanosPerUnit, out BigInteger rest);
        return whole + rest.Sign;
    }

    /// <summary>The canonical form: no fraction, and the largest suffix of the quantity's own family that needs none. <c>0.5</c> is <c>500m</c>, <c>1024Mi</c> is <c>1Gi</c>.</summary>
    public override string ToString() => QuantityText.Format(this);

    /// <inheritdoc/>
    public bool Equals(Quantity other) => Nanos == other.Nanos;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Quantity other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Nanos.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(Quantity other) => Nanos.CompareTo(other.Nanos);

    /// <inheritdoc/>
    public int CompareTo(object? obj) =>
        obj switch
        {
            null => 1,
            Quantity other => CompareTo(other),
            _ => throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"A {obj.GetType().Name} cannot be compared with a quantity."),
                nameof(obj)
            ),
        };
}
