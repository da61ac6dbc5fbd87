using PodKube.Client.Errors;
using PodKube.Client.Requests;

namespace PodKube.Client.Access;

/// <summary>Who may not do what, and where: a 403 in parts.</summary>
public sealed partial record ForbiddenAccess
{
    /// <summary>The user as the server sees it; null when its message does not say.</summary>
    public string? User { get; init; }

    /// <summary>The verb of RBAC: get, list, watch, create, update, patch, delete, deletecollection, …</summary>
    public string Verb { get; init; } = "";

    /// <summary>The API group, empty for the core group.</summary>
    public string Group { get; init; } = "";

    /// <summary>The resource in plural; empty for a path.</summary>
    public string Resource { get; init; } = "";

    /// <summary>The subresource; empty when there is none.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>The namespace; null for the whole cluster.</summary>
    public string? Namespace { get; init; }

    /// <summary>The object's name; null when no single object was meant.</summary>
    public string? Name { get; init; }

    /// <summary>The path, for what is not a resource; null for resources.</summary>
    public string? Path { get; init; }

    /// <summary>
    /// Whether the missing right is one that RBAC could grant. False for denials of another kind: admission, quota, a terminating
    /// namespace, an attempt to grant more than one has.
    /// </summary>
    public bool IsMissingRight { get; init; }
}
