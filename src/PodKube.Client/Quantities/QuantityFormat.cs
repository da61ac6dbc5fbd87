namespace PodKube.Client.Quantities;

/// <summary>The family of suffixes that a quantity is written with.</summary>
public enum QuantityFormat
{
    /// <summary>Powers of a thousand: <c>n u m k M G T P E</c>, or no suffix.</summary>
    DecimalSI,

    /// <summary>Powers of 1024: <c>Ki Mi Gi Ti Pi Ei</c>.</summary>
    BinarySI,

    /// <summary>A power of ten: <c>12e6</c>.</summary>
    DecimalExponent,
}
