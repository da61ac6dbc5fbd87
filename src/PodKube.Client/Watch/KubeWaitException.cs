using PodKube.Client.Errors;
using PodKube.Client.Resources;

namespace PodKube.Client.Watch;

/// <summary>What was waited for did not come about in time.</summary>
public sealed class KubeWaitException : KubeException
{
    /// <summary>Makes the failure.</summary>
    public KubeWaitException(string message, KubeObject? lastState)
        : base(ErrorReason.Timeout, message, "Look at the object and its events, or wait longer.", null) => LastState = lastState;

    /// <summary>The object when the time was up; null when it was not there.</summary>
    public KubeObject? LastState { get; }
}
