using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server.Tables;

namespace PodKube.Sandbox.Server.Handlers;

/// <summary>GET of one object and of collections.</summary>
internal sealed class ReadHandler(ResourceOperations operations)
{
    public Task GetAsync(ResourceRequest request)
    {
        Representation.Negotiate(request.Http.Request, transforms: true);
        var stored = operations.Get(request.Kind, request.Namespace, request.Name);
        return ObjectAnswer.WriteAsync(request, 200, stored, operations.Time);
    }

    public Task ListAsync(ResourceRequest request)
    {
        var context = request.Http;
        var representation = Representation.Negotiate(context.Request, transforms: true);
        var options = ListOptions.Read(request.Kind, context.Request.Query, watch: false);
        var page = ListQuery.Run(operations, request.Kind, request.Namespace, options);
        switch (representation.Kind)
        {
            case RepresentationKind.Table:
                var include = context.Request.Query.Text("includeObject");
                var table = TableBuilder.ForList(request.Kind, page, representation.Version, include, operations.Time);
                return ApiResponse.WriteAsync(context, 200, table, representation);
            case RepresentationKind.PartialMetadata:
                return ApiResponse.WriteAsync(context, 200, PartialMetadata.Of(page, request.Kind, representation.Version), representation);
            default:
                return ApiResponse.WriteAsync(context, 200, new ListText(request.Kind, page), representation);
        }
    }
}
