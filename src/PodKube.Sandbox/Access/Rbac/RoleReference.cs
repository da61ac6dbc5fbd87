namespace PodKube.Sandbox.Access.Rbac;

/// <summary>The role that a binding grants: a Role of the binding's own namespace, or a ClusterRole.</summary>
internal sealed record RoleReference(string Kind, string Name)
{
    public const string Role = "Role";
    public const string ClusterRole = "ClusterRole";
}
