using PodKube.Client.Resources;

namespace PodKube.Logs;

/// <summary>A pod whose logs are followed, as it was last seen.</summary>
/// <param name="Item">The pod.</param>
/// <param name="Containers">What it says of its containers.</param>
/// <param name="IsInitial">Whether it was there at the beginning.</param>
internal sealed record JoinedPod(KubeObject Item, PodContainers Containers, bool IsInitial);
