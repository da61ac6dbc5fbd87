using PodKube.Client.Errors;

namespace PodKube.Rollouts;

/// <summary>What the watches of a rollout tell: an event, or why one of them ended.</summary>
/// <param name="Rollout">Which rollout.</param>
/// <param name="IsAboutPods">Whether its pods are meant, and not the workload itself.</param>
/// <param name="Change">The event; null for a failure.</param>
/// <param name="Failure">Why the watch ended; null for an event.</param>
internal sealed record RolloutNews(AwaitedRollout Rollout, bool IsAboutPods, Client.Watch.WatchEvent? Change, KubeException? Failure);
