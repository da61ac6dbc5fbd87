using System.Text.Json;
using PodKube.Client.Auth;
using PodKube.Client.Errors;

namespace PodKube.Client.Access;

/// <summary>The two reviews that everyone may ask for.</summary>
internal static class SelfReviews
{
    private const string AccessPath = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    private const string IdentityPath = "/apis/authentication.k8s.io/v1/selfsubjectreviews";

    internal static async Task<AccessAnswer> AskAsync(KubeClient client, AccessQuestion question, CancellationToken cancellationToken)
    {
        using JsonDocument answer = await ReviewCall.PostAsync(client, AccessPath, WriteQuestion(question), isRepeatSafe: true, cancellationToken).ConfigureAwait(false);
        JsonElement status = ReviewCall.Child(answer.RootElement, "status");
        return new AccessAnswer(
            question,
            ReviewCall.Child(status, "allowed").ValueKind == JsonValueKind.True,
            ReviewCall.Child(status, "denied").ValueKind == JsonValueKind.True,
            ReviewCall.Text(status, "reason"),
            ReviewCall.Text(status, "evaluationError"));
    }

    internal static async Task<Identity> WhoAmIAsync(KubeClient client, CancellationToken cancellationToken)
    {
        TokenClaims? claims = await client.ReadTokenClaimsAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ReadOnlyMemory<byte> body = """{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}"""u8.ToArray();
            using JsonDocument answer = await ReviewCall.PostAsync(client, IdentityPath, body, isRepeatSafe: true, cancellationToken).ConfigureAwait(false);
            return ReviewCall.ReadUser(ReviewCall.Child(ReviewCall.Child(answer.RootElement, "status"), "userInfo")) with { Token = claims };
        }
        catch (KubeApiException e) when ((e.IsNotFound || e.IsForbidden) && claims?.Subject is { } subject)
        {
            // SelfSubjectReview is served since Kubernetes 1.28 (1.27 as beta).
            return new Identity { User = subject, Uid = claims.ServiceAccountUid ?? "", Token = claims };
        }
    }

    private static ReadOnlyMemory<byte> WriteQuestion(AccessQuestion question) =>
        ReviewCall.Write("authorization.k8s.io/v1", "SelfSubjectAccessReview", writer =>
        {
            writer.WriteStartObject(question.Path is null ? "resourceAttributes"u8 : "nonResourceAttributes"u8);
            WriteUnlessEmpty(writer, "verb", question.Verb);
            WriteUnlessEmpty(writer, "path", question.Path);
            if (question.Path is null)
            {
                WriteUnlessEmpty(writer, "group", question.Group);
                WriteUnlessEmpty(writer, "resource", question.Resource);
                WriteUnlessEmpty(writer, "subresource", question.Subresource);
                WriteUnlessEmpty(writer, "namespace", question.Namespace);
                WriteUnlessEmpty(writer, "name", question.Name);
            }

            writer.WriteEndObject();
        });

    private static void WriteUnlessEmpty(Utf8JsonWriter writer, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            writer.WriteString(name, value);
        }
    }
}
