using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using PodKube.Client.Quantities;

namespace PodKube.Commands;

/// <summary>Turns quantities such as <c>500m</c> and <c>1.5Gi</c> into numbers.</summary>
[Cmdlet(VerbsData.ConvertFrom, "KubeQuantity", DefaultParameterSetName = NumberSet)]
[OutputType(typeof(decimal), ParameterSetName = [NumberSet])]
[OutputType(typeof(string), ParameterSetName = [CanonicalSet])]
public sealed class ConvertFromKubeQuantityCommand : KubeCmdlet
{
    private const string NumberSet = "Number";
    private const string CanonicalSet = "Canonical";

    /// <summary>The quantity. Nothing comes out for null, so that a limit that is not set needs no check.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public object?[]? InputObject { get; set; }

    /// <summary>The unit of the number, written as a suffix: <c>Mi</c> gives mebibytes, <c>m</c> thousandths. The default is the unit itself.</summary>
    [Parameter(ParameterSetName = NumberSet)]
    [ValidateSet("n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", IgnoreCase = false)]
    public string? Unit { get; set; }

    /// <summary>Give the quantity's canonical text instead of a number: <c>500m</c> for <c>0.5</c>, <c>1Gi</c> for <c>1024Mi</c>.</summary>
    [Parameter(ParameterSetName = CanonicalSet, Mandatory = true)]
    public SwitchParameter Canonical { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (object? item in InputObject ?? [])
        {
            object? plain = item is PSObject wrapped ? wrapped.BaseObject : item;
            if (plain is not null)
            {
                Convert(Text(plain));
            }
        }
    }

    private void Convert(string text)
    {
        try
        {
            Quantity quantity = Quantity.Parse(text);
            WriteObject(Canonical ? quantity.ToString() : ToNumber(quantity));
        }
        catch (KubeQuantityException e)
        {
            WriteError(ErrorRecordFactory.Create(e, new KubeTarget(text, null, null)));
        }
    }

    private object ToNumber(Quantity quantity)
    {
        try
        {
            decimal number = quantity.ToDecimal();
            return Unit is null ? number : number / Quantity.Parse("1" + Unit).ToDecimal();
        }
        catch (OverflowException)
        {
            BigInteger whole = quantity.ToBigInteger();
            return Unit is null ? whole : (double)whole / (double)Quantity.Parse("1" + Unit).ToDecimal();
        }
    }

    // A manifest may say cpu: 1 or cpu: 0.5 without quotes.
    private static string Text(object value) =>
        value is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture) : value.ToString() ?? "";
}
