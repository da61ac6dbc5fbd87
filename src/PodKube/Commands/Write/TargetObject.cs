using PodKube.Client.Resources;

namespace PodKube.Commands;

/// <summary>An object that something shall be done with.</summary>
/// <param name="Target">What it is, for people and error records.</param>
/// <param name="Resolve">Finds its kind as the server serves it; that may ask the server, so not before it is sure that something is done.</param>
internal sealed record TargetObject(KubeTarget Target, Func<ApiResource> Resolve)
{
    public string Name => Target.Name!;

    /// <summary>The namespace that a request names.</summary>
    public string? PlaceFor(ApiResource resource) => resource.Namespaced ? Target.Namespace : null;
}
