using PodKube.Client.Errors;
using PodKube.Client.Resources;

namespace PodKube.Client.Publishing;

/// <summary>What a <see cref="PruneSearch"/> found: an object that is left over, or a kind that could not be looked through.</summary>
/// <param name="Resource">The kind.</param>
/// <param name="Namespace">Where it was looked for; null for cluster-scoped kinds.</param>
public sealed record PruneFinding(ApiResource Resource, string? Namespace)
{
    /// <summary>The object; null for a failure.</summary>
    public KubeObject? Item { get; init; }

    /// <summary>Why the kind could not be looked through, or not to its end; null for an object.</summary>
    public KubeApiException? Failure { get; init; }
}
