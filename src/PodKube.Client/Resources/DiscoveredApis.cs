namespace PodKube.Client.Resources;

/// <summary>One answer to the question what the server serves.</summary>
/// <param name="Resources">The kinds: the core group first, then the groups in the server's order, each group's preferred version first.</param>
/// <param name="IncompleteGroups">The groups whose server did not answer, so that their kinds may be missing or old.</param>
internal sealed record DiscoveredApis(IReadOnlyList<ApiResource> Resources, IReadOnlyList<string> IncompleteGroups);
