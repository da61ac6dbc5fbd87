namespace PodKube.Manifests;

/// <summary>What a new object is called.</summary>
/// <param name="Name">The name.</param>
/// <param name="Namespace">The namespace; null for cluster-scoped kinds.</param>
/// <param name="Labels">The labels.</param>
internal sealed record ObjectIdentity(string Name, string? Namespace, IReadOnlyList<KeyValuePair<string, string>> Labels);
