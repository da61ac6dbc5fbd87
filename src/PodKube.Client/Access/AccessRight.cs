namespace PodKube.Client.Access;

/// <summary>One right that cannot be split further: one verb on one resource (or one named object), or on one path.</summary>
/// <param name="Verb">The verb.</param>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Resource">The resource with its subresource: <c>pods/log</c>; empty for a path.</param>
/// <param name="Name">The object's name; null for all objects.</param>
/// <param name="Path">The path; null for resources.</param>
public sealed record AccessRight(string Verb, string Group, string Resource, string? Name, string? Path)
{
    /// <summary>For people: <c>get pods/web</c>, <c>list deployments.apps</c>, <c>get /metrics</c>.</summary>
    public override string ToString() =>
        Path is not null ? $"{Verb} {Path}" : $"{Verb} {Resource}{(Group.Length > 0 ? "." + Group : "")}{(Name is null ? "" : " " + Name)}";
}
