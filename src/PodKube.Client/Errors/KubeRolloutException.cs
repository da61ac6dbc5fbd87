namespace PodKube.Client.Errors;

/// <summary>A rollout did not come to its end, or will not.</summary>
public sealed class KubeRolloutException : KubeException
{
    /// <summary>Makes the failure.</summary>
    /// <param name="reason">Why: one of <see cref="ErrorReason"/>, the most exact one that is known.</param>
    /// <param name="message">What was waited for, and what stands in the way.</param>
    /// <param name="advice">Where to look further; null where there is nothing to say.</param>
    public KubeRolloutException(string reason, string message, string? advice)
        : base(reason, message, advice, null)
    {
    }
}
