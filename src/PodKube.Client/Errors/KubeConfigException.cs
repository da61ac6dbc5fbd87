namespace PodKube.Client.Errors;

/// <summary>No usable configuration: nothing was found, or what was found cannot be used.</summary>
public sealed class KubeConfigException : KubeException
{
    /// <summary>Makes the failure of one place that was looked at.</summary>
    public KubeConfigException(string reason, string message, string? advice = null, Exception? inner = null)
        : this(reason, message, advice, [], inner)
    {
    }

    /// <summary>Makes the failure of several places that were looked at.</summary>
    public KubeConfigException(string reason, string message, string? advice, IReadOnlyList<ConfigAttempt> attempts, Exception? inner = null)
        : base(reason, message, advice, inner) => Attempts = attempts;

    /// <summary>Every place that was looked at, in order, with what was found there. Empty when only one place was asked for.</summary>
    public IReadOnlyList<ConfigAttempt> Attempts { get; }
}
