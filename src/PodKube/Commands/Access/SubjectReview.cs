using System.Text.Json;
using System.Text.Json.Nodes;
using PodKube.Client;
using PodKube.Client.Access;
using PodKube.Client.Http;
using PodKube.Client.Requests;

namespace PodKube.Commands;

/// <summary>Asks what somebody else may do (SubjectAccessReview).</summary>
internal static class SubjectReview
{
    private const string Path = "/apis/authorization.k8s.io/v1/subjectaccessreviews";

    public static async Task<AccessAnswer> AskAsync(
        KubeClient client, AccessQuestion question, string? user, IReadOnlyList<string> groups, CancellationToken cancellationToken)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes<JsonNode>(Write(question, user, groups));

        // A review changes nothing, so it may be sent again.
        KubeRequest request = KubeRequest.Raw(HttpMethod.Post, Path, body) with { IsRepeatSafe = true };
        using KubeResponse response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        JsonNode? status = JsonNode.Parse(await response.ReadAsBytesAsync(cancellationToken).ConfigureAwait(false))?["status"];
        return new AccessAnswer(
            question,
            status?["allowed"]?.GetValue<bool>() ?? false,
            status?["denied"]?.GetValue<bool>() ?? false,
            status?["reason"]?.GetValue<string>() ?? "",
            status?["evaluationError"]?.GetValue<string>() ?? "");
    }

    private static JsonObject Write(AccessQuestion question, string? user, IReadOnlyList<string> groups)
    {
        JsonObject spec = [];
        if (user is not null)
        {
            spec["user"] = user;
        }

        if (groups.Count > 0)
        {
            spec["groups"] = new JsonArray([.. groups.Select(static g => (JsonNode)g)]);
        }

        spec[question.Path is null ? "resourceAttributes" : "nonResourceAttributes"] = Attributes(question);
        return new JsonObject { ["apiVersion"] = "authorization.k8s.io/v1", ["kind"] = "SubjectAccessReview", ["spec"] = spec };
    }

    private static JsonObject Attributes(AccessQuestion question)
    {
        if (question.Path is not null)
        {
            return new JsonObject { ["verb"] = question.Verb, ["path"] = question.Path };
        }

        return new JsonObject
        {
            ["verb"] = question.Verb,
            ["group"] = question.Group,
            ["resource"] = question.Resource,
            ["subresource"] = question.Subresource,
            ["namespace"] = question.Namespace ?? "",
            ["name"] = question.Name ?? "",
        };
    }
}
