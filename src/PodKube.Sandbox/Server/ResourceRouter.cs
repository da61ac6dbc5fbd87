using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Access;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server.Discovery;
using PodKube.Sandbox.Server.Handlers;
using PodKube.Sandbox.Watch;

namespace PodKube.Sandbox.Server;

/// <summary>Finds what answers a request: a resource's handler, discovery, health, or nothing.</summary>
internal sealed class ResourceRouter
{
    private static readonly string[] s_updateLike = ["status", "finalize", "approval", "ephemeralcontainers", "resize"];

    private readonly ApiPipelineOptions _options;
    private readonly KindRegistry _kinds;
    private readonly DiscoveryHandler _discovery;
    private readonly ReadHandler _read;
    private readonly WriteHandler _write;
    private readonly PatchHandler _patch;
    private readonly DeleteHandler _delete;
    private readonly WatchHandler _watch;
    private readonly ScaleHandler _scale;

    public ResourceRouter(ApiPipelineOptions options)
    {
        _options = options;
        var operations = options.Operations;
        _kinds = operations.Kinds;
        _discovery = new DiscoveryHandler(operations, options.ExtensionDiscovery, options.ExtensionOpenApi);
        _read = new ReadHandler(operations);
        _write = new WriteHandler(operations, options.CreateHandlers);
        _patch = new PatchHandler(operations);
        _delete = new DeleteHandler(operations);
        _watch = new WatchHandler(operations);
        _scale = new ScaleHandler(operations);
    }

    /// <exception cref="ApiStatusException">The request is refused.</exception>
    public async Task RouteAsync(HttpContext context, RequestInfo info, UserInfo user)
    {
        if (!info.IsResourceRequest)
        {
            if (!await _discovery.TryHandleAsync(context, info.Path).ConfigureAwait(false)
                && !await HealthHandler.TryHandleAsync(context, info.Path).ConfigureAwait(false))
            {
                await ApiResponse.WriteTextAsync(context, 404, "404 page not found\n").ConfigureAwait(false);
            }

            return;
        }

        if (!_kinds.All.Any(kind => kind.Group == info.ApiGroup && kind.Version == info.ApiVersion)
            || (info.ApiPrefix == "api") != (info.ApiGroup.Length == 0))
        {
            await ApiResponse.WriteTextAsync(context, 404, "404 page not found\n").ConfigureAwait(false);
            return;
        }

        var kind = _kinds.Find(info.ApiGroup, info.ApiVersion, info.Resource) ?? throw ApiErrors.UnknownResource();
        if (kind.Deprecation is { } deprecated)
        {
            ApiResponse.AddWarning(context, deprecated);
        }

        await DispatchAsync(Check(new ResourceRequest(context, info, user, kind))).ConfigureAwait(false);
    }

    /// <summary>The path must have the kind's scope, and name a subresource and a verb that it has.</summary>
    private static ResourceRequest Check(ResourceRequest request)
    {
        var (_, info, _, kind) = request;
        var isNamespaceItself = kind is { Group: "", Plural: "namespaces" };
        var needsNamespace = kind.Namespaced && (request.Name.Length > 0 || info.Verb is "create" or "deletecollection");
        if ((!kind.Namespaced && info.Namespace.Length > 0 && !isNamespaceItself) || (needsNamespace && info.Namespace.Length == 0) || info.Parts.Count > 3 + ExtraParts(info))
        {
            throw info.Verb is "create" && needsNamespace && info.Namespace.Length == 0 ? ApiErrors.MethodNotAllowed() : ApiErrors.UnknownResource();
        }

        var verbs = kind.Verbs;
        if (info.Subresource.Length > 0)
        {
            verbs = (kind.FindSubresource(info.Subresource) ?? throw ApiErrors.UnknownResource()).Verbs;
        }

        var verb = info.Verb is "deletecollection" && isNamespaceItself ? "none" : info.Verb;
        var misplaced = info.Subresource.Length == 0 && (verb == "create" ? request.Name.Length > 0 : verb is "update" or "patch" && request.Name.Length == 0);
        return misplaced || !verbs.Contains(verb) ? throw ApiErrors.MethodNotAllowed() : request;
    }

    private static int ExtraParts(RequestInfo info) => info.Subresource == "proxy" ? int.MaxValue - 3 : 0;

    private Task DispatchAsync(ResourceRequest request)
    {
        if (request.Subresource == "scale")
        {
            return _scale.HandleAsync(request);
        }

        if (request.Subresource.Length > 0 && !s_updateLike.Contains(request.Subresource))
        {
            return request.Info.Verb == "create" ? _write.CreateAsync(request) : throw ApiErrors.MethodNotAllowed();
        }

        return request.Info.Verb switch
        {
            "get" => _read.GetAsync(request),
            "list" => _read.ListAsync(request),
            "watch" => _watch.HandleAsync(request),
            "create" => _write.CreateAsync(request),
            "update" => _write.UpdateAsync(request),
            "patch" => _patch.HandleAsync(request),
            "delete" => _delete.DeleteAsync(request),
            "deletecollection" => _delete.DeleteCollectionAsync(request),
            _ => throw ApiErrors.MethodNotAllowed(),
        };
    }
}
