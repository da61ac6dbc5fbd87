using System.Text.Json;
using System.Text.Json.Nodes;

namespace PodKube.Client.Access;

/// <summary>Asks for every rule that holds for oneself.</summary>
internal static class RulesReview
{
    private const string Path = "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews";

    internal static async Task<OwnRules> AskAsync(KubeClient client, string place, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> body = ReviewCall.Write(
            "authorization.k8s.io/v1", "SelfSubjectRulesReview", writer => writer.WriteString("namespace"u8, place));
        using JsonDocument answer = await ReviewCall.PostAsync(client, Path, body, isRepeatSafe: true, cancellationToken).ConfigureAwait(false);
        JsonElement status = ReviewCall.Child(answer.RootElement, "status");
        return new OwnRules(
            [.. Rules(status, "resourceRules"), .. Rules(status, "nonResourceRules")],
            ReviewCall.Child(status, "incomplete").ValueKind == JsonValueKind.True,
            ReviewCall.Text(status, "evaluationError"));
    }

    private static IEnumerable<RbacRule> Rules(JsonElement status, string field) =>
        ReviewCall.Child(status, field) is { ValueKind: JsonValueKind.Array } rules
            ? rules.EnumerateArray().Select(static rule => RbacRule.From(JsonNode.Parse(rule.GetRawText())))
            : [];
}
