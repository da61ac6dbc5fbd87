using PodKube.Client.Errors;

namespace PodKube.Waiting;

/// <summary>What one of several watches tells: an event, or why it ended.</summary>
internal readonly record struct WatchNews(WatchSource Source, Client.Watch.WatchEvent? Change, KubeException? Failure);
