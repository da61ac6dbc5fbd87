namespace PodKube.Client.Errors;

/// <summary>A node has pods that may not be evicted by what was allowed; nothing was changed.</summary>
public sealed class KubeDrainException : KubeException
{
    /// <summary>Makes the failure.</summary>
    /// <param name="message">Which pods stand in the way, and what would allow it.</param>
    /// <param name="advice">The command that would allow it.</param>
    public KubeDrainException(string message, string? advice)
        : base(ErrorReason.DrainRefused, message, advice, null)
    {
    }
}
