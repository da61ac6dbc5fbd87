using System.Text.Json;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Access;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Aggregation;

/// <summary>What the aggregation layer itself asks extension servers: whether they are there, and what they serve.</summary>
internal sealed class ExtensionClient(ExtensionConnections connections)
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(5);

    /// <summary>The JSON object at a path of the extension server.</summary>
    /// <exception cref="HttpRequestException">The server cannot be reached, or answers with a failure.</exception>
    /// <exception cref="JsonException">The answer is no JSON object.</exception>
    /// <exception cref="OperationCanceledException">No answer within five seconds, or cancelled.</exception>
    public async Task<JsonObject> GetAsync(JsonObject apiService, ExtensionTarget target, string path, UserInfo user, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(s_timeout);
        var address = $"https://{target.Host}:{target.Port}{path}";
        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri(address));
        message.Headers.TryAddWithoutValidation("Accept", "application/json");
        RemoteUser.Write(message.Headers, user);
        using var response = await connections.For(apiService, target).SendAsync(message, timeout.Token).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"bad status from {address}: {(int)response.StatusCode}");
        }

        var body = await response.Content.ReadAsByteArrayAsync(timeout.Token).ConfigureAwait(false);
        return JsonText.Parse(body) as JsonObject ?? throw new JsonException("the answer is no object");
    }
}
