using PodKube.Client.Patches;
using PodKube.Client.Resources;

namespace PodKube.Client.Publishing;

/// <summary>How one object would change.</summary>
/// <param name="Manifest">The object as it was to be published.</param>
/// <param name="Resource">Its kind; null when the server does not serve it yet.</param>
/// <param name="Namespace">Its namespace; null for cluster-scoped kinds.</param>
public sealed record ComparedObject(KubeObject Manifest, ApiResource? Resource, string? Namespace)
{
    /// <summary>The object as it is, without what the server alone writes; empty when it is not there.</summary>
    public ReadOnlyMemory<byte> Before { get; init; }

    /// <summary>The object as it would be, without what the server alone writes.</summary>
    public ReadOnlyMemory<byte> After { get; init; }

    /// <summary>The fields that would change; empty for a new object, all of whose fields would.</summary>
    public IReadOnlyList<FieldChange> Changes { get; init; } = [];

    /// <summary>Why it could not be compared.</summary>
    public Exception? Failure { get; init; }
}
