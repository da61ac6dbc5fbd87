using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Aggregation;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server.Discovery;

/// <summary>/api, /apis and what lies below them, plain and aggregated; /openapi.</summary>
internal sealed class DiscoveryHandler(ResourceOperations operations, ExtensionDiscovery? extensions, ExtensionOpenApi? extensionOpenApi)
{
    private const string AggregatedType = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    private readonly DiscoveryDocuments _documents = new(operations, extensions);
    private readonly OpenApiHandler _openApi = new(operations.Kinds, extensionOpenApi);

    public async ValueTask<bool> TryHandleAsync(HttpContext context, string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        switch (parts)
        {
            case ["api"] or ["apis"]:
                await WriteRootAsync(context, parts[0]).ConfigureAwait(false);
                return true;
            case ["api", var version]:
                return await WriteIfAnyAsync(context, _documents.Resources("", version)).ConfigureAwait(false);
            case ["apis", var group]:
                return await WriteIfAnyAsync(context, _documents.Group(group)).ConfigureAwait(false);
            case ["apis", var group, var version]:
                return await WriteIfAnyAsync(context, _documents.Resources(group, version)).ConfigureAwait(false);
            case ["openapi", ..]:
                return await _openApi.TryHandleAsync(context, parts).ConfigureAwait(false);
            case []:
                await ApiResponse.WriteAsync(context, 200, _documents.RootPaths(), Representation.Json).ConfigureAwait(false);
                return true;
            default:
                return false;
        }
    }

    private async Task WriteRootAsync(HttpContext context, string root)
    {
        var representation = Representation.Negotiate(context.Request, transforms: false, discovery: true);
        if (representation.Kind == RepresentationKind.AggregatedDiscovery)
        {
            var json = JsonText.Write(_documents.Aggregated(core: root == "api"));
            var etag = "\"" + Convert.ToHexString(SHA256.HashData(json)) + "\"";
            context.Response.Headers.ETag = etag;
            context.Response.Headers.Vary = "Accept";
            if (context.Request.Headers.IfNoneMatch.ToString() == etag)
            {
                context.Response.StatusCode = 304;
                return;
            }

            await ApiResponse.WriteBytesAsync(context, 200, json, AggregatedType).ConfigureAwait(false);
            return;
        }

        var document = root == "api" ? DiscoveryDocuments.Versions(Address(context)) : _documents.Groups();
        await ApiResponse.WriteAsync(context, 200, document, representation).ConfigureAwait(false);
    }

    private static string Address(HttpContext context) => $"{context.Connection.LocalIpAddress}:{context.Connection.LocalPort}";

    private static async Task<bool> WriteIfAnyAsync(HttpContext context, JsonObject? document)
    {
        if (document is null)
        {
            return false;
        }

        var representation = Representation.Negotiate(context.Request, transforms: false);
        await ApiResponse.WriteAsync(context, 200, document, representation).ConfigureAwait(false);
        return true;
    }
}
