namespace PodKube.Client.Requests;

/// <summary>What a request is about, in the words of RBAC.</summary>
public sealed record RequestTarget
{
    /// <summary>get, list, watch, create, update, patch, delete, deletecollection; the lower-case HTTP method for a path.</summary>
    public required string Verb { get; init; }

    /// <summary>The API group, empty for the core group.</summary>
    public string Group { get; init; } = "";

    /// <summary>The version, for instance <c>v1</c>; empty for a path.</summary>
    public string Version { get; init; } = "";

    /// <summary>The resource in plural; empty for a path.</summary>
    public string Resource { get; init; } = "";

    /// <summary>The subresource; empty when there is none.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>The namespace; null for cluster-scoped resources and for lists over all namespaces.</summary>
    public string? Namespace { get; init; }

    /// <summary>The object's name; null when no single object is meant.</summary>
    public string? Name { get; init; }

    /// <summary>The path without its query.</summary>
    public string Path { get; init; } = "";

    /// <summary>Whether a resource is meant, and not another path of the server.</summary>
    public bool IsResource => Resource.Length > 0;

    /// <summary>A line for people: <c>get pods/web in namespace team-a</c>.</summary>
    public override string ToString()
    {
        if (!IsResource)
        {
            return $"{Verb} {Path}";
        }

        string resource = Group.Length > 0 ? $"{Resource}.{Group}" : Resource;
        string subresource = Subresource.Length > 0 ? $" ({Subresource})" : "";
        string name = Name is null ? "" : $" {Name}";
        return $"{Verb} {resource}{name}{subresource}" + (Namespace is null ? "" : $" in namespace {Namespace}");
    }
}
