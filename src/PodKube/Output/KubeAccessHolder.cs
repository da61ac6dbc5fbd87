using PodKube.Client.Access;

namespace PodKube;

/// <summary>Somebody who may do what was asked about, and the binding that lets them.</summary>
public sealed class KubeAccessHolder
{
    internal KubeAccessHolder(PolicyGrant grant)
    {
        Kind = grant.Subject.Kind;
        Name = grant.Subject.Name;
        Namespace = grant.Subject.Namespace.Length > 0 ? grant.Subject.Namespace : null;
        Binding = $"{grant.Binding.Kind}/{grant.Binding.Name}";
        Role = $"{grant.Binding.RoleKind}/{grant.Binding.RoleName}";
        Scope = grant.Binding.Namespace;
    }

    /// <summary>User, Group or ServiceAccount.</summary>
    public string Kind { get; }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The namespace of a service account; null for the others.</summary>
    public string? Namespace { get; }

    /// <summary>The binding: <c>RoleBinding/readers</c>.</summary>
    public string Binding { get; }

    /// <summary>The role that it binds: <c>ClusterRole/view</c>.</summary>
    public string Role { get; }

    /// <summary>The namespace that the right holds in; null for all.</summary>
    public string? Scope { get; }

    /// <summary>Kind and name.</summary>
    public override string ToString() => Namespace is null ? $"{Kind} {Name}" : $"{Kind} {Namespace}/{Name}";
}
