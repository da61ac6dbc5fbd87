using PodKube.Client.Resources;

namespace PodKube;

/// <summary>A kind that the server serves, in one version.</summary>
public sealed class KubeApiResource
{
    private KubeApiResource(ApiResource resource)
    {
        Name = resource.Plural;
        ShortNames = [.. resource.ShortNames];
        Group = resource.Group;
        ApiVersion = resource.ApiVersion;
        Kind = resource.Kind;
        Namespaced = resource.Namespaced;
        Verbs = [.. resource.Verbs];
        Categories = [.. resource.Categories];
        Subresources = [.. resource.Subresources.Select(static s => s.Name)];
    }

    /// <summary>The name in paths and RBAC rules, for instance <c>deployments</c>.</summary>
    public string Name { get; }

    /// <summary>The short names, for instance <c>deploy</c>.</summary>
    public string[] ShortNames { get; }

    /// <summary>The API group; empty for the core group.</summary>
    public string Group { get; }

    /// <summary>Group and version as objects carry them: <c>apps/v1</c>.</summary>
    public string ApiVersion { get; }

    /// <summary>The kind, for instance <c>Deployment</c>.</summary>
    public string Kind { get; }

    /// <summary>Whether its objects live in namespaces.</summary>
    public bool Namespaced { get; }

    /// <summary>The verbs that it takes.</summary>
    public string[] Verbs { get; }

    /// <summary>The categories, for instance <c>all</c>.</summary>
    public string[] Categories { get; }

    /// <summary>The subresources, for instance <c>log</c>.</summary>
    public string[] Subresources { get; }

    /// <summary>The name with its version and group: <c>deployments.v1.apps</c>.</summary>
    public override string ToString() => Group.Length == 0 ? Name : $"{Name}.{Group}";

    internal static KubeApiResource From(ApiResource resource) => new(resource);
}
