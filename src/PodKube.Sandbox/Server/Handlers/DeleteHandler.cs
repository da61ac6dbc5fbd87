using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Schemas;
using PodKube.Sandbox.Server.Protobuf;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server.Handlers;

/// <summary>DELETE of one object and of collections.</summary>
internal sealed class DeleteHandler(ResourceOperations operations)
{
    public async Task DeleteAsync(ResourceRequest request)
    {
        Representation.Negotiate(request.Http.Request, transforms: true);
        var (options, context) = await ReadOptionsAsync(request).ConfigureAwait(false);
        var result = operations.Delete(context, request.Kind, request.Namespace, request.Name, options);
        if (result.Gone && !request.Kind.ReturnsDeletedObject)
        {
            var status = Succeeded(request.Kind, result.Object);
            await ApiResponse.WriteAsync(request.Http, 200, status, Representation.Negotiate(request.Http.Request, transforms: true)).ConfigureAwait(false);
            return;
        }

        // Said to be for older clients: not orphaned and not yet gone is "accepted".
        var code = !result.Gone && options.OrphanDependents == false ? 202 : 200;
        await ObjectAnswer.WriteAsync(request, code, result.Object, operations.Time).ConfigureAwait(false);
    }

    public async Task DeleteCollectionAsync(ResourceRequest request)
    {
        Representation.Negotiate(request.Http.Request, transforms: true);
        var list = ListOptions.Read(request.Kind, request.Http.Request.Query, watch: false);
        var (options, context) = await ReadOptionsAsync(request).ConfigureAwait(false);
        var page = ListQuery.Run(operations, request.Kind, request.Namespace, list);
        var items = new List<StoredObject>();
        foreach (var item in page.Items)
        {
            if (DeleteOne(request.Kind, context, options, item) is { } deleted)
            {
                items.Add(deleted);
            }
        }

        var answer = new ListText(request.Kind, page with { Items = items });
        await ApiResponse.WriteListAsync(request.Http, 200, answer, "application/json").ConfigureAwait(false);
    }

    /// <summary>The item as it is answered; null where somebody else deleted it first.</summary>
    private StoredObject? DeleteOne(ResourceKind kind, OperationContext context, DeleteOptions options, StoredObject item)
    {
        try
        {
            var result = operations.Delete(context, kind, item.Key.Namespace, item.Key.Name, options);
            return result.Gone && !kind.ReturnsDeletedObject ? item : result.Object;
        }
        catch (ApiStatusException gone) when (gone.Code == 404)
        {
            return null;
        }
    }

    private static async Task<(DeleteOptions Options, OperationContext Context)> ReadOptionsAsync(ResourceRequest request)
    {
        var query = request.Http.Request.Query;
        var body = await RequestBody.ReadAsync(request.Http).ConfigureAwait(false);
        var errors = new FieldErrors();
        WriteOptions.ValidateDryRun(query, errors);
        DeleteOptions options;
        var dryRun = query.Text("dryRun") == "All";
        if (body.Bytes.Length > 0)
        {
            var decoded = ParseBody(body);
            options = DeleteOptions.FromJson(decoded);
            dryRun |= decoded.GetArray("dryRun").Texts().Contains("All");
        }
        else
        {
            options = FromQuery(query);
        }

        Validate(options, errors);
        if (errors.Count > 0)
        {
            throw ApiErrors.Invalid("meta.k8s.io", "DeleteOptions", "", errors);
        }

        return (options, new OperationContext { User = request.User, DryRun = dryRun });
    }

    private static JsonObject ParseBody(RequestBody body)
    {
        if (body.MediaType == ProtobufBody.MediaType)
        {
            return ProtobufBody.DecodeOptions(body.Bytes, "DeleteOptions");
        }

        JsonObject? obj;
        try
        {
            obj = (body.MediaType == "application/yaml" ? YamlText.Parse(body.Bytes) : JsonText.Parse(body.Bytes)) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            throw ApiErrors.BadRequest("couldn't get version/kind; json parse error: " + GoJsonErrors.Describe(body.Bytes));
        }

        try
        {
            return TypedDecoder.Decode(SchemaLibrary.Shared.Common("DeleteOptions"), obj ?? [], defaults: false);
        }
        catch (DecodeException failure)
        {
            throw ApiErrors.BadRequest(failure.Message);
        }
    }

    private static DeleteOptions FromQuery(IQueryCollection query) => new()
    {
        GracePeriodSeconds = query.Int("gracePeriodSeconds"),
        PropagationPolicy = query.Text("propagationPolicy") is { Length: > 0 } policy ? policy : null,
        OrphanDependents = query.ContainsKey("orphanDependents") ? query.Flag("orphanDependents") : null,
    };

    private static void Validate(DeleteOptions options, FieldErrors errors)
    {
        if (options.PropagationPolicy is { } policy)
        {
            if (options.OrphanDependents is not null)
            {
                errors.Invalid("propagationPolicy", policy, "orphanDependents and deletionPropagation cannot be both set");
            }

            if (policy is not ("Foreground" or "Background" or "Orphan"))
            {
                errors.NotSupported("propagationPolicy", policy, "Foreground", "Background", "Orphan", "nil");
            }
        }
    }

    private static JsonObject Succeeded(ResourceKind kind, StoredObject stored)
    {
        var details = ApiErrors.Details(kind.Resource, stored.Key.Name);
        details["uid"] = stored.Value.Uid();
        return new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
            ["details"] = details,
        };
    }
}
