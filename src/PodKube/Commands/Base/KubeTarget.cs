namespace PodKube;

/// <summary>What an error is about; the target object of error records.</summary>
/// <param name="Kind">The kind or resource.</param>
/// <param name="Namespace">The namespace; null for cluster-scoped objects and where none is meant.</param>
/// <param name="Name">The name; null where no single object is meant.</param>
public sealed record KubeTarget(string Kind, string? Namespace, string? Name)
{
    /// <summary>Kind, namespace and name: <c>Pod team-a/web</c>.</summary>
    public override string ToString() => (Namespace, Name) switch
    {
        (null, null) => Kind,
        (null, _) => $"{Kind} {Name}",
        (_, null) => $"{Kind} in namespace {Namespace}",
        _ => $"{Kind} {Namespace}/{Name}",
    };
}
