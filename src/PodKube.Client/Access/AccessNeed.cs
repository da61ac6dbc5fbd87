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
        AccessNeed need = Of(request.Target);
        yield return need;
        if (request.StatusCode == 201 && need.Right is { Verb: "patch" or "update", Path: null })
        {
            // What a write brings into being must be allowed to be created, without a name:
            // https://github.com/kubernetes/apiserver/blob/master/pkg/endpoints/handlers/patch.go
            yield return need with { Right = need.Right with { Verb = "create", Name = null } };
        }
    }

    /// <summary>The right that a request for this needs.</summary>
    public static AccessNeed Of(RequestTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (!target.IsResource)
        {
            return new AccessNeed(new AccessRight(target.Verb, "", "", null, target.Path), null);
        }

        string resource = target.Subresource.Length > 0 ? $"{target.Resource}/{target.Subresource}" : target.Resource;
        return new AccessNeed(new AccessRight(target.Verb, target.Group, resource, target.Name, null), target.Namespace);
    }
}
