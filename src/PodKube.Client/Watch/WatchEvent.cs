using PodKube.Client.Resources;

namespace PodKube.Client.Watch;

/// <summary>One event of a watch.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Item">The object; null for <see cref="WatchEventType.Listed"/> alone.</param>
/// <param name="IsInitial">Whether the object was there already when the watch began.</param>
public sealed record WatchEvent(WatchEventType Type, KubeObject? Item, bool IsInitial = false);
