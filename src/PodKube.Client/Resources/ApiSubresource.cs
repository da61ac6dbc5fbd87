namespace PodKube.Client.Resources;

/// <summary>A subresource of a resource, for instance <c>pods/log</c>.</summary>
/// <param name="Name">Its name without the resource, for instance <c>log</c>.</param>
/// <param name="Kind">The kind that it answers with.</param>
/// <param name="Verbs">The verbs it takes.</param>
public sealed record ApiSubresource(string Name, string Kind, IReadOnlyList<string> Verbs);
