using PodKube.Client.Errors;
using PodKube.Client.Resources;

namespace PodKube.Client.Publishing;

/// <summary>What became of one object: either it was published, or there is a failure.</summary>
/// <param name="Manifest">The object as it was to be published.</param>
/// <param name="Resource">Its kind; null when the server does not serve it.</param>
/// <param name="Namespace">Its namespace; null for cluster-scoped kinds.</param>
public sealed record PublishResult(KubeObject Manifest, ApiResource? Resource, string? Namespace)
{
    /// <summary>What was done; has no meaning where there is a <see cref="Failure"/>.</summary>
    public PublishAction Action { get; init; }

    /// <summary>The object as the server keeps it; null where there is a <see cref="Failure"/>.</summary>
    public KubeObject? Result { get; init; }

    /// <summary>Why it was not published: a <see cref="KubeException"/>, or an <see cref="ArgumentException"/> for an object without a name.</summary>
    public Exception? Failure { get; init; }
}
