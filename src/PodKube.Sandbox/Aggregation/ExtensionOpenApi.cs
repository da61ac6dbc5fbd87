using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Access;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Aggregation;

/// <summary>
/// What extension servers publish of their kinds, asked for when a client asks for it, in the name of the aggregation layer. A server that cannot be
/// reached or publishes nothing is left out.
/// </summary>
internal sealed class ExtensionOpenApi(ObjectStore store, ExtensionClient client)
{
    /// <summary>As whom kube-aggregator reads OpenAPI documents.</summary>
    public static UserInfo Aggregator { get; } = new("system:aggregator");

    /// <summary>The entries of their v3 indexes for the group versions that are theirs.</summary>
    public Task<JsonObject> IndexAsync(CancellationToken cancellationToken) =>
        CollectAsync("/openapi/v3", static (groupVersion, index, collected) =>
        {
            var path = "apis/" + groupVersion;
            if (index.GetObject("paths").GetObject(path) is { } entry)
            {
                collected[path] = entry.DeepClone();
            }
        }, cancellationToken);

    /// <summary>Their v2 documents by group version, with the paths of that group version alone.</summary>
    public Task<JsonObject> SwaggersAsync(CancellationToken cancellationToken) =>
        CollectAsync("/openapi/v2", static (groupVersion, swagger, collected) =>
        {
            var own = new JsonObject();
            foreach (var (path, item) in swagger.GetObject("paths") ?? [])
            {
                if (path.StartsWith($"/apis/{groupVersion}/", StringComparison.Ordinal))
                {
                    own[path] = item?.DeepClone();
                }
            }

            collected[groupVersion] = new JsonObject { ["paths"] = own, ["definitions"] = swagger.GetObject("definitions")?.DeepClone() ?? new JsonObject() };
        }, cancellationToken);

    private async Task<JsonObject> CollectAsync(string path, Action<string, JsonObject, JsonObject> take, CancellationToken cancellationToken)
    {
        var collected = new JsonObject();
        foreach (var apiService in store.List(LocalApiServices.Resource).Items)
        {
            if (ExtensionTarget.Of(apiService.Value) is not { } target || !AvailableCondition.Read(apiService.Value))
            {
                continue;
            }

            var spec = apiService.Value.GetObject("spec");
            try
            {
                var document = await client.GetAsync(apiService.Value, target, path, Aggregator, cancellationToken).ConfigureAwait(false);
                take($"{spec.TextOrEmpty("group")}/{spec.TextOrEmpty("version")}", document, collected);
            }
            catch (Exception failure) when (IsFailure(failure) && !cancellationToken.IsCancellationRequested)
            {
                // Its kinds are served without a description, as by an aggregator that could not get one.
            }
        }

        return collected;
    }

    // A caBundle that is no certificate shows when the connection is made ready.
    private static bool IsFailure(Exception failure) =>
        failure is HttpRequestException or JsonException or OperationCanceledException or FormatException or CryptographicException;
}
