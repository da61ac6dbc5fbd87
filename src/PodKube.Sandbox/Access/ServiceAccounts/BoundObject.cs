namespace PodKube.Sandbox.Access.ServiceAccounts;

/// <summary>The object whose life a token shares: a Pod, a Secret or a Node, known by its uid.</summary>
internal sealed record BoundObject(string Kind, string Name, string Uid)
{
    public const string Pod = "Pod";
    public const string Secret = "Secret";
    public const string Node = "Node";
}
