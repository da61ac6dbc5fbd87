using PodKube.Client.Errors;
using PodKube.Client.Watch;

namespace PodKube.Waiting;

/// <summary>What one of several watches tells: an event, or why it ended.</summary>
internal readonly record struct WaitNews(WaitGroup Group, WatchEvent? Change, KubeException? Failure);
