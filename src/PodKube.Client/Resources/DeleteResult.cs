using PodKube.Client.Errors;

namespace PodKube.Client.Resources;

/// <summary>What a delete came to. The server answers with the object while it is still ending, or with a Status when it is gone.</summary>
/// <param name="Remaining">The object while it is still ending (finalizers, grace period); null when it is gone.</param>
/// <param name="Status">The server's Status; null when it answered with the object.</param>
public sealed record DeleteResult(KubeObject? Remaining, KubeStatus? Status)
{
    /// <summary>Whether the object is gone already.</summary>
    public bool IsGone => Remaining is null;
}
