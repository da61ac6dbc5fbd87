using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Access;
using PodKube.Sandbox.Registry;

namespace PodKube.Sandbox.Server;

/// <summary>A request for a resource that is served: what <see cref="ResourceRouter"/> hands to a handler.</summary>
internal sealed record ResourceRequest(HttpContext Http, RequestInfo Info, UserInfo User, ResourceKind Kind)
{
    /// <summary>"" for cluster-scoped kinds and for lists over all namespaces.</summary>
    public string Namespace => Kind.Namespaced ? Info.Namespace : "";

    /// <summary>"" where the path names a collection.</summary>
    public string Name => Info.Parts.Count > 1 ? Info.Parts[1] : "";

    public string Subresource => Info.Subresource;

    public CancellationToken Aborted => Http.RequestAborted;
}
