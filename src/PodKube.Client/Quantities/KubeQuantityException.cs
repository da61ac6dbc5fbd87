using PodKube.Client.Errors;

namespace PodKube.Client.Quantities;

/// <summary>Text that is not a Kubernetes quantity.</summary>
public sealed class KubeQuantityException : KubeException
{
    /// <summary>The reason of every failure of this kind.</summary>
    public const string InvalidQuantity = "InvalidQuantity";

    /// <summary>Makes the failure of one text.</summary>
    public KubeQuantityException(string text, string problem)
        : base(
            InvalidQuantity,
            $"'{text}' is not a Kubernetes quantity: {problem}.",
            "A quantity is a number such as 1.5 and a suffix: n u m k M G T P E, Ki Mi Gi Ti Pi Ei, or an exponent such as e3.",
            null
        ) => Text = text;

    /// <summary>The text that is no quantity.</summary>
    public string Text { get; }
}
