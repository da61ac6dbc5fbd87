using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Aggregation;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server.Discovery;

/// <summary>
/// /openapi/v3, the index and one document per group version, and /openapi/v2, all of them in one: made from the schemas when they are first asked for.
/// </summary>
internal sealed class OpenApiHandler(KindRegistry kinds, ExtensionOpenApi? extensions)
{
    private readonly object _lock = new();
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _documents = new(StringComparer.Ordinal);
    private long _generation;

    public async ValueTask<bool> TryHandleAsync(HttpContext context, string[] parts)
    {
        switch (parts)
        {
            case ["openapi", "v2"]:
                await WriteSwaggerAsync(context).ConfigureAwait(false);
                return true;
            case ["openapi", "v3"]:
                var index = await IndexAsync(context.RequestAborted).ConfigureAwait(false);
                await ApiResponse.WriteAsync(context, 200, index, Representation.Json).ConfigureAwait(false);
                return true;
            case ["openapi", "v3", .. var path] when FindKinds(path) is { Count: > 0 } found:
                await ApiResponse.WriteBytesAsync(context, 200, Document(string.Join('/', path), found), "application/json").ConfigureAwait(false);
                return true;
            default:
                return false;
        }
    }

    private async Task WriteSwaggerAsync(HttpContext context)
    {
        var foreign = extensions is null ? [] : await extensions.SwaggersAsync(context.RequestAborted).ConfigureAwait(false);
        var (type, write) = SwaggerProtobuf.IsAskedFor(context.Request.Headers.Accept.ToString())
            ? (SwaggerProtobuf.ContentType, (Func<JsonObject, ReadOnlyMemory<byte>>)SwaggerProtobuf.Write)
            : ("application/json", static document => JsonText.Write(document));
        // What extension servers say may change at any time: it is not kept.
        var body = foreign.Count > 0 ? write(Swagger(foreign)) : Cached("v2 " + type, () => write(Swagger(foreign)));
        await ApiResponse.WriteBytesAsync(context, 200, body, type).ConfigureAwait(false);
    }

    private async Task<JsonObject> IndexAsync(CancellationToken cancellationToken)
    {
        var paths = extensions is null ? [] : await extensions.IndexAsync(cancellationToken).ConfigureAwait(false);
        foreach (var apiVersion in kinds.All.Select(kind => (kind.Group, kind.ApiVersion)).Distinct())
        {
            var path = (apiVersion.Group.Length == 0 ? "api/" : "apis/") + apiVersion.ApiVersion;
            var hash = Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{path} {kinds.Generation}")));
            paths[path] = new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{path}?hash={hash}" };
        }

        return new JsonObject { ["paths"] = paths };
    }

    private List<ResourceKind> FindKinds(string[] path) => path switch
    {
        ["api", var version] => Served("", version),
        ["apis", var group, var version] => Served(group, version),
        _ => [],
    };

    private List<ResourceKind> Served(string group, string version) =>
        [.. kinds.All.Where(kind => kind.Group == group && kind.Version == version)];

    private ReadOnlyMemory<byte> Document(string path, List<ResourceKind> served) =>
        Cached(path, () => JsonText.Write(OpenApiDocument.Build(path, served)));

    private JsonObject Swagger(JsonObject foreign)
    {
        var own = kinds.All.GroupBy(kind => kind.ApiVersion).Select(served => KeyValuePair.Create(
            served.Key,
            OpenApiDocument.Build((served.First().Group.Length == 0 ? "api/" : "apis/") + served.Key, served)));
        return SwaggerDocument.Build(own, foreign);
    }

    private ReadOnlyMemory<byte> Cached(string name, Func<ReadOnlyMemory<byte>> build)
    {
        lock (_lock)
        {
            if (_generation != kinds.Generation)
            {
                _documents.Clear();
                _generation = kinds.Generation;
            }

            if (!_documents.TryGetValue(name, out var document))
            {
                _documents[name] = document = build();
            }

            return document;
        }
    }
}
