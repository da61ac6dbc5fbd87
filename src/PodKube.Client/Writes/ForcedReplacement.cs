using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PodKube.Client.Errors;
using PodKube.Client.Manifests;
using PodKube.Client.Requests;
using PodKube.Client.Resources;
using PodKube.Client.Yaml;

namespace PodKube.Client.Writes;

/// <summary>
/// Replaces an object whatever it is now: with the version that it has at that moment, for some kinds are replaced under a version
/// only. Who changes it in between is overwritten too.
/// </summary>
public static class ForcedReplacement
{
    private const int MostTries = 10;

    private const ServerFields Overwritten = ServerFields.ManagedFields | ServerFields.ResourceVersion | ServerFields.Identity;

    /// <summary>Replaces the object.</summary>
    /// <returns>The object as the server keeps it.</returns>
    /// <exception cref="KubeApiException">The server refuses, or there is no such object.</exception>
    public static async Task<KubeObject> RunAsync(
        KubeClient client,
        ApiResource resource,
        string? @namespace,
        string name,
        ReadOnlyMemory<byte> json,
        ReplaceOptions? options = null,
        string subresource = "",
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        JsonObject body = JsonNode.Parse(ServerFieldRemover.Remove(json, Overwritten), documentOptions: new() { MaxDepth = YamlComposer.MaxDepth })!.AsObject();
        for (int attempt = 1; ; attempt++)
        {
            KubeObject current = await client.GetAsync(resource, @namespace, name, cancellationToken).ConfigureAwait(false);
            JsonObject metadata = body["metadata"] as JsonObject ?? [];
            metadata["resourceVersion"] = current.ResourceVersion;
            body["metadata"] ??= metadata;
            byte[] bytes = Encoding.UTF8.GetBytes(body.ToJsonString(new JsonSerializerOptions { MaxDepth = YamlComposer.MaxDepth }));
            try
            {
                return await client.ReplaceAsync(resource, @namespace, name, bytes, options, subresource, cancellationToken).ConfigureAwait(false);
            }
            catch (KubeApiException e) when (e.IsConflict && attempt < MostTries)
            {
                // Somebody wrote between the two requests: once more over that.
            }
        }
    }
}
