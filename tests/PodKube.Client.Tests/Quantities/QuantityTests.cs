using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using PodKube.Client.Quantities;

namespace PodKube.Client.Tests.Quantities;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("0Mi", "0")]
    [InlineData("1", "1")]
    [InlineData("+1", "1")]
    [InlineData("-1.5", "-1.5")]
    [InlineData("1.", "1")]
    [InlineData(".001", "0.001")]
    [InlineData("1.G", "1000000000")]
    [InlineData("5n", "0.000000005")]
    [InlineData("4u", "0.000004")]
    [InlineData("100m", "0.1")]
    [InlineData("8k", "8000")]
    [InlineData("7.123456M", "7123456")]
    [InlineData("6G", "6000000000")]
    [InlineData("40.1T", "40100000000000")]
    [InlineData("2P", "2000000000000000")]
    [InlineData("12E", "12000000000000000000")]
    [InlineData("1Ki", "1024")]
    [InlineData("0.5Mi", "524288")]
    [InlineData("100.035Ki", "102435.84")]
    [InlineData("3Ei", "3458764513820540928")]
    [InlineData("1E-3", "0.001")]
    [InlineData("1.3E+6", "1300000")]
    [InlineData("1e3", "1000")]
    [InlineData("3.001n", "0.000000004")]
    [InlineData("-3.001n", "-0.000000004")]
    [InlineData("0.00000012345", "0.000000124")]
    [InlineData("0.000000000001Ki", "0.000000002")]
    [InlineData("1e-500", "0.000000001")]
    [InlineData("9Ei", "9223372036854775807")]
    [InlineData("-9Ei", "-9223372036854775807")]
    public void The_amount_is_exact_down_to_a_billionth(string text, string amount) =>
        Assert.Equal(decimal.Parse(amount, CultureInfo.InvariantCulture), Quantity.Parse(text).ToDecimal());

    [Theory]
    [InlineData("0.5", "500m")]
    [InlineData("1.5", "1500m")]
    [InlineData("1500m", "1500m")]
    [InlineData("1000m", "1")]
    [InlineData("0.1n", "1n")]
    [InlineData("1000", "1k")]
    [InlineData("1100", "1100")]
    [InlineData("50k", "50k")]
    [InlineData("100.035k", "100035")]
    [InlineData("1000E", "1000E")]
    [InlineData("1024Mi", "1Gi")]
    [InlineData("1000Mi", "1000Mi")]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("128Mi", "128Mi")]
    [InlineData("0.5Ki", "512")]
    [InlineData("1Ki", "1Ki")]
    [InlineData("1.0001Ki", "1024102400u")]
    [InlineData("100.035Ki", "102435840m")]
    [InlineData("-2048Ki", "-2Mi")]
    [InlineData("1e3", "1e3")]
    [InlineData("1.2e3", "1200")]
    [InlineData("12E6", "12e6")]
    [InlineData("0.5e0", "500e-3")]
    [InlineData("1e21", "1e21")]
    [InlineData("0Ki", "0")]
    public void The_canonical_form_has_no_fraction_and_the_largest_suffix(string text, string canonical) =>
        Assert.Equal(canonical, Quantity.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("Ki")]
    [InlineData("1.1.M")]
    [InlineData("1+1.0M")]
    [InlineData("0.1mi")]
    [InlineData("0.1am")]
    [InlineData("aoeu")]
    [InlineData("1i")]
    [InlineData("1K")]
    [InlineData("1KiB")]
    [InlineData("-3.01e-")]
    [InlineData("1e")]
    [InlineData("1e1000")]
    [InlineData("1e99999999999")]
    [InlineData("1e 3")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("１")]
    public void What_is_no_quantity_is_refused_and_named(string text)
    {
        KubeQuantityException failure = Assert.Throws<KubeQuantityException>(() => Quantity.Parse(text));

        Assert.Contains($"'{text}'", failure.Message, StringComparison.Ordinal);
        Assert.Equal(KubeQuantityException.InvalidQuantity, failure.Reason);
        Assert.False(Quantity.TryParse(text, out _));
    }

    [Fact]
    public void Amounts_compare_across_suffixes()
    {
        string[] ordered = ["-1Gi", "-1", "0", "1n", "999u", "1m", "0.5", "1", "1k", "1Ki", "1M", "1Mi", "1e9", "1Gi", "1T", "9Ei", "1e30"];

        Quantity[] shuffled = [.. ordered.Reverse().Select(Quantity.Parse).Order()];

        Assert.Equal(ordered.Select(Quantity.Parse), shuffled);
        Assert.True(Quantity.Parse("1000m") == Quantity.Parse("1"));
        Assert.True(Quantity.Parse("1Ki") > Quantity.Parse("1k"));
        Assert.Equal(Quantity.Parse("1e3").GetHashCode(), Quantity.Parse("1k").GetHashCode());
    }

    [Theory]
    [InlineData("1500m", 2)]
    [InlineData("-1500m", -2)]
    [InlineData("1", 1)]
    [InlineData("1n", 1)]
    public void A_whole_number_is_rounded_away_from_zero(string text, int whole) =>
        Assert.Equal(new BigInteger(whole), Quantity.Parse(text).ToBigInteger());

    [Fact]
    public void An_amount_too_large_for_a_decimal_still_has_its_whole_number()
    {
        Quantity quantity = Quantity.Parse("1e40");

        Assert.Throws<OverflowException>(() => quantity.ToDecimal());
        Assert.Equal(BigInteger.Pow(10, 40), quantity.ToBigInteger());
    }

    [Fact]
    public void The_canonical_form_is_the_same_amount_and_stays_as_it_is()
    {
        string[] suffixes = ["", "n", "u", "m", "k", "M", "G", "T", "Ki", "Mi", "Gi", "e3", "e-4", "E2"];
        Gen<string> texts =
            from whole in Gen.Choose(-100_000, 100_000)
            from fraction in Gen.Choose(0, 9999)
            from suffix in Gen.Elements(suffixes)
            select $"{whole}.{fraction}{suffix}";

        Prop.ForAll(
                Arb.From(texts),
                text =>
                {
                    Quantity quantity = Quantity.Parse(text);
                    Quantity again = Quantity.Parse(quantity.ToString());
                    return again == quantity && again.ToString() == quantity.ToString();
                }
            )
            .Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(2000));
    }
}
