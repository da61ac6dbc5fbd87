using PodKube.Client.Http;
using PodKube.Client.Requests;

namespace PodKube;

/// <summary>A call to the API server, in the words of RBAC.</summary>
public sealed class KubeAccessCall
{
    internal KubeAccessCall(RequestObservation request)
    {
        RequestTarget target = request.Target;
        Verb = target.Verb;
        Group = target.Group;
        Resource = target.Resource;
        Subresource = target.Subresource;
        Namespace = target.Namespace;
        Name = target.Name;
        NonResource = target.IsResource ? null : target.Path;
        Status = request.StatusCode;
    }

    /// <summary>The verb.</summary>
    public string Verb { get; }

    /// <summary>The API group; empty for the core group.</summary>
    public string Group { get; }

    /// <summary>The resource in plural; empty for a path.</summary>
    public string Resource { get; }

    /// <summary>The subresource; empty for none.</summary>
    public string Subresource { get; }

    /// <summary>The namespace; null for the whole cluster.</summary>
    public string? Namespace { get; }

    /// <summary>The object's name; null where no single object is meant.</summary>
    public string? Name { get; }

    /// <summary>The path; null for resources.</summary>
    public string? NonResource { get; }

    /// <summary>The HTTP status; null when no answer came.</summary>
    public int? Status { get; }

    /// <summary>Whether the server let it pass: neither 401 nor 403.</summary>
    public bool Allowed => Status is not (null or 401 or 403);

    /// <summary>What was called: <c>pods/log</c>, <c>deployments.apps</c>, <c>/healthz</c>.</summary>
    public string About => NonResource ?? Resource + (Group.Length > 0 ? "." + Group : "") + (Subresource.Length > 0 ? "/" + Subresource : "");

    /// <summary>The call in words.</summary>
    public override string ToString() => $"{Verb} {About}" + (Name is null ? "" : " " + Name);
}
