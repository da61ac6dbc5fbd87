using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server.Selection;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server.Handlers;

/// <summary>The /scale subresource: the replicas of a workload, as an object of its own.</summary>
internal sealed class ScaleHandler(ResourceOperations operations)
{
    private static readonly ScalePaths s_builtIn = new(["spec", "replicas"], ["status", "replicas"], null);

    public async Task HandleAsync(ResourceRequest request)
    {
        var representation = Representation.Negotiate(request.Http.Request, transforms: false);
        var stored = operations.Get(request.Kind, request.Namespace, request.Name);
        if (request.Info.Verb != "get")
        {
            stored = await ChangeAsync(request).ConfigureAwait(false);
        }

        await ApiResponse.WriteAsync(request.Http, 200, ToScale(request.Kind, stored.Value), representation).ConfigureAwait(false);
    }

    private async Task<StoredObject> ChangeAsync(ResourceRequest request)
    {
        var kind = request.Kind;
        var body = await RequestBody.ReadAsync(request.Http).ConfigureAwait(false);
        var isPatch = request.Info.Verb == "patch";
        var context = WriteOptions.Read(request.Http, request.User, isPatch ? "PatchOptions" : "UpdateOptions");
        var duplicates = new List<string>();
        if (isPatch)
        {
            PatchHandler.CheckType(kind, body.MediaType);
        }

        var change = isPatch
            ? PatchHandler.Read(kind, body, duplicates)
            : _ => body.ParseObject("Scale", "v1", "autoscaling", false, duplicates);
        return operations.Update(context, kind, request.Namespace, request.Name, current => Resize(kind, current, change), "scale");
    }

    private static JsonObject Resize(ResourceKind kind, JsonObject current, Func<JsonObject, JsonObject> change)
    {
        JsonObject scale;
        try
        {
            scale = change(ToScale(kind, current));
        }
        catch (Apply.PatchException)
        {
            throw ApiErrors.Make(422, "Invalid", "the server rejected our request due to an error in our request", []);
        }

        if (scale.ResourceVersion() is { Length: > 0 } version && version != current.ResourceVersion())
        {
            throw ApiErrors.Modified(kind.Resource, current.Name());
        }

        var replicas = scale.GetObject("spec").GetLong("replicas") ?? 0;
        if (replicas < 0)
        {
            var errors = new FieldErrors();
            errors.Invalid("spec.replicas", replicas, "must be greater than or equal to 0");
            throw ApiErrors.Invalid("autoscaling", "Scale", current.Name(), errors);
        }

        var paths = kind.Scale ?? s_builtIn;
        var holder = current;
        foreach (var name in paths.SpecReplicas.SkipLast(1))
        {
            holder = holder.EnsureObject(name);
        }

        holder[paths.SpecReplicas[^1]] = replicas;
        return current;
    }

    private static JsonObject ToScale(ResourceKind kind, JsonObject obj)
    {
        var paths = kind.Scale ?? s_builtIn;
        var metadata = new JsonObject();
        foreach (var name in (ReadOnlySpan<string>)["name", "namespace", "uid", "resourceVersion", "creationTimestamp"])
        {
            if (obj.Metadata()[name] is { } value)
            {
                metadata[name] = value.DeepClone();
            }
        }

        var status = new JsonObject { ["replicas"] = obj.At([.. paths.StatusReplicas]).AsLong() ?? 0 };
        var selector = kind.IsCustom
            ? paths.Selector is null ? null : obj.At([.. paths.Selector]).AsText()
            : SelectorText(obj.GetObject("spec").GetObject("selector"));
        if (!string.IsNullOrEmpty(selector))
        {
            status["selector"] = selector;
        }

        var spec = new JsonObject();
        if (obj.At([.. paths.SpecReplicas]).AsLong() is { } replicas and not 0)
        {
            spec["replicas"] = replicas;
        }

        return new JsonObject
        {
            ["kind"] = "Scale",
            ["apiVersion"] = "autoscaling/v1",
            ["metadata"] = metadata,
            ["spec"] = spec,
            ["status"] = status,
        };
    }

    /// <summary>Replication controllers have a plain map of labels, the others a selector object.</summary>
    private static string SelectorText(JsonObject? selector) =>
        selector is not null && !selector.ContainsKey("matchLabels") && !selector.ContainsKey("matchExpressions")
            ? LabelSelector.FromObject(new JsonObject { ["matchLabels"] = selector.DeepClone() }).ToString()
            : LabelSelector.FromObject(selector).ToString();
}
