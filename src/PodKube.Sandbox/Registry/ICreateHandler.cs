using System.Text.Json.Nodes;
using PodKube.Sandbox.Server;

namespace PodKube.Sandbox.Registry;

/// <summary>Answers the POST of something that is not stored: access reviews, token reviews, serviceaccounts/token, pods/eviction, pods/binding.</summary>
internal interface ICreateHandler
{
    /// <summary>True for the kind ("subjectaccessreviews.authorization.k8s.io") and subresource ("", "token") that this one answers.</summary>
    bool Handles(string resource, string subresource);

    /// <summary>The object to answer with, as 201. The body is decoded and defaulted; the parent's name is in <paramref name="request"/>.</summary>
    /// <exception cref="ApiStatusException">Refused.</exception>
    JsonObject Create(OperationContext context, RequestInfo request, JsonObject body);
}
