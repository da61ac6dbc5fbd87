namespace PodKube.Client.Access;

/// <summary>A RoleBinding or ClusterRoleBinding.</summary>
/// <param name="Namespace">Its namespace; null for a ClusterRoleBinding.</param>
/// <param name="Name">Its name.</param>
/// <param name="RoleKind">Role or ClusterRole.</param>
/// <param name="RoleName">The name of that role.</param>
/// <param name="Subjects">Whom it binds the role to.</param>
public sealed record PolicyBinding(string? Namespace, string Name, string RoleKind, string RoleName, IReadOnlyList<PolicySubject> Subjects)
{
    /// <summary>RoleBinding or ClusterRoleBinding.</summary>
    public string Kind => Namespace is null ? "ClusterRoleBinding" : "RoleBinding";

    /// <summary>For people: <c>RoleBinding team-a/readers</c>.</summary>
    public override string ToString() => Namespace is null ? $"{Kind} {Name}" : $"{Kind} {Namespace}/{Name}";
}
