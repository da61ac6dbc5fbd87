namespace PodKube.Client.Access;

/// <summary>A Role or ClusterRole.</summary>
/// <param name="Namespace">Its namespace; null for a ClusterRole.</param>
/// <param name="Name">Its name.</param>
/// <param name="Rules">Its rules; for an aggregated ClusterRole those that the server has collected so far.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Aggregates">The label selectors of the ClusterRoles whose rules it takes; empty for a plain role.</param>
public sealed record PolicyRole(
    string? Namespace, string Name, IReadOnlyList<RbacRule> Rules, IReadOnlyDictionary<string, string> Labels, IReadOnlyList<PolicySelector> Aggregates);
