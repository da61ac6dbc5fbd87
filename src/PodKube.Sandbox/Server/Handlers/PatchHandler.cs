using System.Text.Json;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Apply;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server.Handlers;

/// <summary>PATCH in its four formats.</summary>
internal sealed class PatchHandler(ResourceOperations operations)
{
    private const string JsonPatchType = "application/json-patch+json";
    private const string MergePatchType = "application/merge-patch+json";
    private const string StrategicType = "application/strategic-merge-patch+json";
    private const string ApplyType = "application/apply-patch+yaml";

    public async Task HandleAsync(ResourceRequest request)
    {
        Representation.Negotiate(request.Http.Request, transforms: true);
        var body = await RequestBody.ReadAsync(request.Http).ConfigureAwait(false);
        CheckType(request.Kind, body.MediaType);
        var isApply = body.MediaType == ApplyType;
        var context = WriteOptions.Read(request.Http, request.User, "PatchOptions", isApply);
        if (isApply)
        {
            var result = ApplyConfiguration(request, context, body);
            await ObjectAnswer.WriteAsync(request, result.Created ? 201 : 200, result.Object, operations.Time).ConfigureAwait(false);
            return;
        }

        // Missing objects are told of before the patch is looked at.
        operations.Get(request.Kind, request.Namespace, request.Name);
        var duplicates = new List<string>();
        var change = Read(request.Kind, body, duplicates);
        var stored = operations.Update(
            context with { DuplicateFields = duplicates },
            request.Kind,
            request.Namespace,
            request.Name,
            current => Run(request, current, change),
            request.Subresource);
        await ObjectAnswer.WriteAsync(request, 200, stored, operations.Time).ConfigureAwait(false);
    }

    /// <summary>Reads a patch of the three plain formats as a function of the object.</summary>
    /// <exception cref="ApiStatusException">400: the body is no patch of its format.</exception>
    public static Func<JsonObject, JsonObject> Read(ResourceKind kind, RequestBody body, List<string> duplicates)
    {
        JsonNode? patch;
        try
        {
            patch = body.Bytes.Length == 0 ? throw new JsonException() : JsonText.Parse(body.Bytes, body.MediaType == JsonPatchType ? null : duplicates.Add);
        }
        catch (JsonException)
        {
            throw ApiErrors.BadRequest("error decoding patch: " + GoJsonErrors.Describe(body.Bytes));
        }

        switch (body.MediaType)
        {
            case JsonPatchType:
                var steps = patch as JsonArray ?? throw ApiErrors.BadRequest("error decoding patch: json: cannot unmarshal object into Go value of type jsonpatch.Patch");
                return target => JsonPatch.Apply(target, steps);
            case MergePatchType:
                var merge = patch as JsonObject ?? throw ApiErrors.BadRequest("error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}");
                return target => MergePatch.Apply(target, merge);
            default:
                var strategic = patch as JsonObject ?? throw ApiErrors.BadRequest("error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}");
                return target => StrategicMergePatch.Apply(kind.Schema, target, strategic);
        }
    }

    /// <exception cref="ApiStatusException">415, naming the formats that the kind takes.</exception>
    public static void CheckType(ResourceKind kind, string mediaType)
    {
        string[] accepted = kind.IsCustom ? [JsonPatchType, MergePatchType, ApplyType] : [JsonPatchType, MergePatchType, StrategicType, ApplyType];
        if (!accepted.Contains(mediaType))
        {
            throw ApiErrors.UnsupportedMediaType(
                "the body of the request was in an unknown format - accepted media types include: " + string.Join(", ", accepted));
        }
    }

    private static JsonObject Run(ResourceRequest request, JsonObject current, Func<JsonObject, JsonObject> change)
    {
        JsonObject patched;
        var version = current.ResourceVersion();
        try
        {
            patched = change(current);
        }
        catch (PatchException)
        {
            // A real server keeps the cause to itself here.
            throw ApiErrors.Make(422, "Invalid", "the server rejected our request due to an error in our request", []);
        }

        if (patched.Name() != request.Name)
        {
            throw ApiErrors.BadRequest($"the name of the object ({patched.Name()}) does not match the name on the URL ({request.Name})");
        }

        var asked = patched.ResourceVersion();
        return asked.Length == 0 || asked == version ? patched : throw ApiErrors.Modified(request.Kind.Resource, request.Name);
    }

    private ApplyResult ApplyConfiguration(ResourceRequest request, OperationContext context, RequestBody body)
    {
        var kind = request.Kind;
        var configuration = ParseConfiguration(body);
        if (configuration.GetText("apiVersion") is not { Length: > 0 } apiVersion || configuration.GetText("kind") is not { Length: > 0 } name)
        {
            throw ApiErrors.BadRequest("error decoding YAML: apiVersion and kind are required");
        }

        if (apiVersion != kind.ApiVersion || name != kind.Kind)
        {
            throw ApiErrors.BadRequest(
                $"failed to create typed patch object ({request.Namespace}/{request.Name}; {apiVersion}, Kind={name}): expected {kind.ApiVersion}, Kind={kind.Kind}");
        }

        if (configuration.GetObject("metadata").GetArray("managedFields") is not null)
        {
            throw ApiErrors.BadRequest("metadata.managedFields must be nil");
        }

        configuration.Metadata().SetDefault("name", () => JsonValue.Create(request.Name));
        if (configuration.Name() != request.Name)
        {
            throw ApiErrors.BadRequest($"the name of the object ({configuration.Name()}) does not match the name on the URL ({request.Name})");
        }

        var force = request.Http.Request.Query.Flag("force");
        return operations.Apply(context, kind, request.Namespace, request.Name, configuration, force, request.Subresource);
    }

    private static JsonObject ParseConfiguration(RequestBody body)
    {
        try
        {
            var node = body.Bytes is [(byte)'{', ..] ? JsonText.Parse(body.Bytes) : YamlText.Parse(body.Bytes);
            return node as JsonObject ?? throw ApiErrors.BadRequest("error decoding YAML: the document is not an object");
        }
        catch (JsonException invalid)
        {
            throw ApiErrors.BadRequest("error decoding YAML: " + invalid.Message);
        }
    }
}
