using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Schemas;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server.Handlers;

/// <summary>POST and PUT.</summary>
internal sealed class WriteHandler(ResourceOperations operations, IEnumerable<ICreateHandler> createHandlers)
{
    public async Task CreateAsync(ResourceRequest request)
    {
        Representation.Negotiate(request.Http.Request, transforms: true);
        var body = await RequestBody.ReadAsync(request.Http).ConfigureAwait(false);
        var context = WriteOptions.Read(request.Http, request.User, "CreateOptions");
        foreach (var handler in createHandlers)
        {
            if (handler.Handles(request.Kind.Resource, request.Subresource))
            {
                await AnswerAsync(request, context, body, handler).ConfigureAwait(false);
                return;
            }
        }

        if (!request.Kind.IsStored || request.Subresource.Length > 0)
        {
            throw ApiErrors.MethodNotAllowed();
        }

        var (obj, decoding) = Parse(request.Kind, body, context);
        var stored = operations.Create(decoding, request.Kind, request.Namespace, obj);
        await ObjectAnswer.WriteAsync(request, 201, stored, operations.Time).ConfigureAwait(false);
    }

    public async Task UpdateAsync(ResourceRequest request)
    {
        Representation.Negotiate(request.Http.Request, transforms: true);
        var body = await RequestBody.ReadAsync(request.Http).ConfigureAwait(false);
        var context = WriteOptions.Read(request.Http, request.User, "UpdateOptions");
        var (obj, decoding) = Parse(request.Kind, body, context);
        CheckTarget(request, obj);
        var version = obj.ResourceVersion();
        var kind = request.Kind;
        if (kind.AllowsCreateOnUpdate && request.Subresource.Length == 0 && operations.Find(kind, request.Namespace, request.Name) is null)
        {
            var created = operations.Create(decoding, kind, request.Namespace, obj);
            await ObjectAnswer.WriteAsync(request, 201, created, operations.Time).ConfigureAwait(false);
            return;
        }

        var stored = operations.Update(
            decoding,
            kind,
            request.Namespace,
            request.Name,
            current => CheckUid(kind, current, obj),
            request.Subresource,
            version is "" or "0" ? null : version);
        await ObjectAnswer.WriteAsync(request, 200, stored, operations.Time).ConfigureAwait(false);
    }

    private static (JsonObject Body, OperationContext Context) Parse(ResourceKind kind, RequestBody body, OperationContext context)
    {
        var duplicates = new List<string>();
        var obj = body.ParseObject(kind.Kind, kind.Version, kind.Group, kind.IsCustom, duplicates);
        return (obj, context with { DuplicateFields = duplicates });
    }

    private static void CheckTarget(ResourceRequest request, JsonObject obj)
    {
        if (obj.Name().Length == 0)
        {
            throw ApiErrors.BadRequest($"the name of the object ({request.Name} based on URL) was undeterminable: name must be provided");
        }

        if (obj.Name() != request.Name)
        {
            throw ApiErrors.BadRequest($"the name of the object ({obj.Name()}) does not match the name on the URL ({request.Name})");
        }

        if (request.Namespace.Length > 0 && obj.Namespace().Length > 0 && obj.Namespace() != request.Namespace)
        {
            throw ApiErrors.BadRequest(
                $"the namespace of the object ({obj.Namespace()}) does not match the namespace on the URL ({request.Namespace})");
        }
    }

    private static JsonObject CheckUid(ResourceKind kind, JsonObject current, JsonObject obj)
    {
        if (obj.Uid() is { Length: > 0 } uid && uid != current.Uid())
        {
            throw ApiErrors.Conflict(
                kind.Resource, current.Name(), $"Precondition failed: UID in precondition: {uid}, UID in object meta: {current.Uid()}");
        }

        return obj;
    }

    /// <summary>Decodes the body as the kind of the subresource, or of the resource where there is none.</summary>
    private Task AnswerAsync(ResourceRequest request, OperationContext context, RequestBody body, ICreateHandler handler)
    {
        var kind = request.Kind;
        var subresource = kind.FindSubresource(request.Subresource);
        var (group, version, name) = subresource is null
            ? (kind.Group, kind.Version, kind.Kind)
            : (subresource.Group ?? kind.Group, subresource.Version ?? kind.Version, subresource.Kind);
        var duplicates = new List<string>();
        var obj = body.ParseObject(name, version, group, false, duplicates);
        var schema = SchemaLibrary.Shared.Find(group, version, name) ?? SchemaLibrary.Shared.Untyped;
        var decoded = ObjectCodec.Decode(context with { DuplicateFields = duplicates }, schema, name, version, obj);
        decoded["kind"] = name;
        decoded["apiVersion"] = ApiErrors.ApiVersion(group, version);
        if (kind.Namespaced && subresource is null)
        {
            CheckNamespace(request, decoded);
        }

        operations.RecordOwner(context, decoded.GetText("apiVersion")!, schema, request.Subresource, decoded);
        var representation = Representation.Negotiate(request.Http.Request, transforms: false);
        return ApiResponse.WriteAsync(request.Http, 201, handler.Create(context, request.Info, decoded), representation);
    }

    private static void CheckNamespace(ResourceRequest request, JsonObject obj)
    {
        if (obj.Namespace().Length > 0 && obj.Namespace() != request.Namespace)
        {
            throw ApiErrors.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        }

        obj.Metadata()["namespace"] = request.Namespace;
    }
}
