using System.Text;
using System.Text.Json.Nodes;

namespace PodKube.Client.Requests;

/// <summary>Turns a request that changes something into one that the server goes through without keeping anything.</summary>
/// <remarks>https://kubernetes.io/docs/reference/using-api/api-concepts/#dry-run</remarks>
public static class DryRunRequest
{
    private const string Parameter = "dryRun=All";

    /// <summary>
    /// The request itself where it changes nothing, its dry run where it changes objects; null where it does something that the server
    /// cannot go through without doing it: commands in containers, connections to pods, tokens, paths that are no resources.
    /// </summary>
    public static KubeRequest? Of(KubeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequestTarget target = request.Target;
        if (Connects(target))
        {
            return null;
        }

        if (Reads(request.Method) || IsReview(target))
        {
            return request;
        }

        // A server older than the parameter, or an extension server that ignores it, is not told from others by anything that it says.
        return !target.IsResource || target is { Group: "", Resource: "serviceaccounts", Subresource: "token" } ? null : Dry(request);
    }

    private static bool Reads(HttpMethod method) => method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Options;

    private static bool Connects(RequestTarget target) =>
        target is { Group: "", Resource: "pods" or "services" or "nodes", Subresource: "exec" or "attach" or "portforward" or "proxy" };

    /// <summary>A review is a question that is asked by creating it.</summary>
    private static bool IsReview(RequestTarget target) => target is { Verb: "create", Group: "authorization.k8s.io" or "authentication.k8s.io" };

    private static KubeRequest Dry(KubeRequest request)
    {
        // What a delete's body says goes before what its query says.
        if (request.Method == HttpMethod.Delete && request.Body is { Length: > 0 } options)
        {
            return request with { Body = AddTo(options) };
        }

        string[] parts = request.PathAndQuery.Split('?', 2);
        IEnumerable<string> others = parts.Length == 1 ? [] : parts[1].Split('&').Where(static p => p.Length > 0 && p != "dryRun" && !p.StartsWith("dryRun=", StringComparison.Ordinal));
        return request with { PathAndQuery = $"{parts[0]}?{string.Join('&', others.Append(Parameter))}" };
    }

    private static ReadOnlyMemory<byte> AddTo(ReadOnlyMemory<byte> options)
    {
        JsonObject body = JsonNode.Parse(options.Span) as JsonObject ?? [];
        body["dryRun"] = new JsonArray("All");
        return Encoding.UTF8.GetBytes(body.ToJsonString());
    }
}
