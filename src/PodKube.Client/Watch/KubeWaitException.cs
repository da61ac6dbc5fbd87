using System.Globalization;
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

    /// <summary>The failure of waiting for one object; it says what was waited for, how long, and what the object says about it.</summary>
    /// <param name="resource">The object's kind.</param>
    /// <param name="namespace">The object's namespace; null for cluster-scoped kinds.</param>
    /// <param name="name">The object's name.</param>
    /// <param name="condition">What was waited for.</param>
    /// <param name="limit">How long.</param>
    /// <param name="lastState">The object when the time was up; null when it was not there.</param>
    public static KubeWaitException NotMet(
        ApiResource resource, string? @namespace, string name, WaitCondition condition, TimeSpan limit, KubeObject? lastState)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(condition);
        string place = @namespace is null ? name : $"{@namespace}/{name}";
        return new KubeWaitException(
            string.Create(CultureInfo.InvariantCulture, $"{resource.Kind} {place} did not become {condition} within {limit.TotalSeconds:0.###} s: {condition.Explain(lastState)}."),
            lastState);
    }
}
