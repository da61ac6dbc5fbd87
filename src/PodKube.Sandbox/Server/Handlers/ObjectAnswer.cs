using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server.Tables;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server.Handlers;

/// <summary>Answers with one object, in the form that the client asked for.</summary>
internal static class ObjectAnswer
{
    public static Task WriteAsync(ResourceRequest request, int code, StoredObject stored, TimeProvider time)
    {
        var representation = Representation.Negotiate(request.Http.Request, transforms: true);
        return representation.Kind switch
        {
            RepresentationKind.Table => ApiResponse.WriteAsync(
                request.Http,
                code,
                TableBuilder.ForOne(request.Kind, stored, representation.Version, request.Http.Request.Query.Text("includeObject"), time),
                representation),
            RepresentationKind.PartialMetadata => ApiResponse.WriteAsync(
                request.Http, code, PartialMetadata.Of(stored.Value, representation.Version), representation),
            _ => ApiResponse.WriteAsync(request.Http, code, stored, representation),
        };
    }
}
