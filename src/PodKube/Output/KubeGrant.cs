using PodKube.Client.Access;
using PodKube.Rbac;

namespace PodKube;

/// <summary>What a grant or a revocation came to.</summary>
public sealed class KubeGrant
{
    internal KubeGrant(string roleKind, string? place, string name, RbacSubject subject, IEnumerable<AccessRight> rights, IReadOnlyList<RoleChange> done)
    {
        RoleKind = roleKind;
        Namespace = place;
        RoleName = name;
        Subject = subject.ToString();
        Rights = [.. rights.Select(static r => r.ToString())];
        Changes = [.. done.Select(static c => $"{c.Verb} {c.Kind}")];
    }

    /// <summary>Role or ClusterRole.</summary>
    public string RoleKind { get; }

    /// <summary>The namespace of the role; null for the whole cluster.</summary>
    public string? Namespace { get; }

    /// <summary>The name of the role and its binding.</summary>
    public string RoleName { get; }

    /// <summary>Who has the role.</summary>
    public string Subject { get; }

    /// <summary>The rights that were asked for.</summary>
    public string[] Rights { get; }

    /// <summary>What was changed for it; empty when everything was so already.</summary>
    public string[] Changes { get; }
}
