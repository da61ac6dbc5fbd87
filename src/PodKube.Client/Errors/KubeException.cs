namespace PodKube.Client.Errors;

/// <summary>The base of every failure that PodKube.Client reports itself.</summary>
public abstract class KubeException : Exception
{
    private protected KubeException(string reason, string message, string? advice, Exception? inner)
        : base(message, inner)
    {
        Reason = reason;
        Advice = advice;
    }

    /// <summary>One word for the cause, one of <see cref="ErrorReason"/> or a reason that the server gave.</summary>
    public string Reason { get; }

    /// <summary>What the person can do about it; null where there is nothing to say.</summary>
    public string? Advice { get; }
}
