using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server.Discovery;

/// <summary>/openapi/v3: the index and one document per group version, made from the schemas when it is first asked for.</summary>
internal sealed class OpenApiHandler(KindRegistry kinds)
{
    private readonly object _lock = new();
    private readonly Dictionary<string, byte[]> _documents = new(StringComparer.Ordinal);
    private long _generation;

    public async ValueTask<bool> TryHandleAsync(HttpContext context, string[] parts)
    {
        if (parts is ["openapi", "v3"])
        {
            await ApiResponse.WriteAsync(context, 200, Index(), Representation.Json).ConfigureAwait(false);
            return true;
        }

        if (parts is not ["openapi", "v3", .. var path] || FindKinds(path) is not { Count: > 0 } found)
        {
            return false;
        }

        await ApiResponse.WriteBytesAsync(context, 200, Document(string.Join('/', path), found), "application/json").ConfigureAwait(false);
        return true;
    }

    private JsonObject Index()
    {
        var paths = new JsonObject();
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

    private byte[] Document(string path, List<ResourceKind> served)
    {
        lock (_lock)
        {
            if (_generation != kinds.Generation)
            {
                _documents.Clear();
                _generation = kinds.Generation;
            }

            if (!_documents.TryGetValue(path, out var document))
            {
                _documents[path] = document = JsonText.Write(OpenApiDocument.Build(path, served));
            }

            return document;
        }
    }
}
