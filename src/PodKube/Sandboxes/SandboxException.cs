namespace PodKube.Sandboxes;

/// <summary>A sandbox could not be started.</summary>
/// <param name="reason">DotnetNotFound or SandboxFailed.</param>
/// <param name="message">What happened.</param>
/// <param name="advice">What to do about it.</param>
/// <param name="inner">The cause.</param>
public sealed class SandboxException(string reason, string message, string advice, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>One word for the cause.</summary>
    public string Reason { get; } = reason;

    /// <summary>What to do about it.</summary>
    public string Advice { get; } = advice;
}
