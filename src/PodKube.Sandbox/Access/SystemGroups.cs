namespace PodKube.Sandbox.Access;

/// <summary>The groups that the server itself puts users into or looks for.</summary>
internal static class SystemGroups
{
    /// <summary>Its members are let through before any role is looked at.</summary>
    public const string Masters = "system:masters";

    public const string Authenticated = "system:authenticated";
    public const string Unauthenticated = "system:unauthenticated";
    public const string Nodes = "system:nodes";
}
