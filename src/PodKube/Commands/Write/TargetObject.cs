using System.Management.Automation;
using PodKube.Client.Manifests;
using PodKube.Client.Resources;

namespace PodKube.Commands;

/// <summary>An object that something shall be done with.</summary>
/// <param name="Target">What it is, for people and error records.</param>
/// <param name="Resolve">Finds its kind as the server serves it; that may ask the server, so not before it is sure that something is done.</param>
internal sealed record TargetObject(KubeTarget Target, Func<ApiResource> Resolve)
{
    public string Name => Target.Name!;

    /// <summary>Objects that are named. Known kinds need no question to the server, so that -WhatIf sends nothing for them.</summary>
    public static IEnumerable<TargetObject> Named(string kind, IEnumerable<string> names, string place, Func<string, ApiResource> resolve)
    {
        ApiResource? known = KnownKinds.FindByName(kind);
        return names.Select(name => new TargetObject(
            new KubeTarget(known?.Kind ?? kind, known is { Namespaced: false } ? null : place, name), () => known ?? resolve(kind)));
    }

    /// <summary>An object that is piped in.</summary>
    /// <param name="input">The object.</param>
    /// <param name="placeOf">The namespace that is meant, by the one that the object names.</param>
    /// <param name="resolve">Finds a kind by apiVersion and kind.</param>
    /// <exception cref="ArgumentException">It does not say which object of the API it is.</exception>
    public static TargetObject Piped(PSObject input, Func<string?, string> placeOf, Func<string, string, ApiResource> resolve)
    {
        ObjectReference reference = ObjectReference.From(input);
        if (!reference.HasKind || string.IsNullOrEmpty(reference.Name))
        {
            throw new ArgumentException($"The piped object says no apiVersion, kind and name: {input}. Name a kind with -Kind to choose by name.");
        }

        bool isClusterScoped = ClusterScopedKinds.Contains(reference.ApiVersion, reference.Kind);
        KubeTarget target = new(reference.Kind, isClusterScoped ? null : placeOf(reference.Namespace), reference.Name);
        return new TargetObject(target, () => resolve(reference.ApiVersion, reference.Kind));
    }

    /// <summary>The namespace that a request names.</summary>
    public string? PlaceFor(ApiResource resource) => resource.Namespaced ? Target.Namespace : null;
}
