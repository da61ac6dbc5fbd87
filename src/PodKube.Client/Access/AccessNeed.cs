using PodKube.Client.Http;
using PodKube.Client.Requests;

namespace PodKube.Client.Access;

/// <summary>A right that a request needed, and where.</summary>
/// <param name="Right">The right.</param>
/// <param name="Namespace">The namespace; null for the whole cluster.</param>
public sealed record AccessNeed(AccessRight Right, string? Namespace)
{
    /// <summary>The rights that a request needed.</summary>
    public static IEnumerable<AccessNeed> Of(RequestObservation request)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequestTarget target = request.Target;
        if (!target.IsResource)
        {
            yield return new AccessNeed(new AccessRight(target.Verb, "", "", null, target.Path), null);
            yield break;
        }

        string resource = target.Subresource.Length > 0 ? $"{target.Resource}/{target.Subresource}" : target.Resource;
        yield return new AccessNeed(new AccessRight(target.Verb, target.Group, resource, target.Name, null), target.Namespace);
        if (request.StatusCode == 201 && target.Verb is ("patch" or "update"))
        {
            // What a write brings into being must be allowed to be created, without a name:
            // https://github.com/kubernetes/apiserver/blob/master/pkg/endpoints/handlers/patch.go
            yield return new AccessNeed(new AccessRight("create", target.Group, resource, null, null), target.Namespace);
        }
    }
}
