using System.Text.Json;

namespace PodKube.Client.Access;

/// <summary>Asks what somebody may do: oneself (SelfSubjectAccessReview), or another (SubjectAccessReview).</summary>
internal static class SubjectReviews
{
    private const string Group = "authorization.k8s.io/v1";

    /// <param name="client">Who asks.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="user">Whom it is about; null for oneself.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    internal static async Task<AccessAnswer> AskAsync(KubeClient client, AccessQuestion question, PolicyUser? user, CancellationToken cancellationToken)
    {
        string kind = user is null ? "SelfSubjectAccessReview" : "SubjectAccessReview";
        string path = user is null ? "/apis/" + Group + "/selfsubjectaccessreviews" : "/apis/" + Group + "/subjectaccessreviews";
        ReadOnlyMemory<byte> body = ReviewCall.Write(Group, kind, writer => Write(writer, question, user));
        using JsonDocument answer = await ReviewCall.PostAsync(client, path, body, isRepeatSafe: true, cancellationToken).ConfigureAwait(false);
        JsonElement status = ReviewCall.Child(answer.RootElement, "status");
        return new AccessAnswer(
            question,
            ReviewCall.Child(status, "allowed").ValueKind == JsonValueKind.True,
            ReviewCall.Child(status, "denied").ValueKind == JsonValueKind.True,
            ReviewCall.Text(status, "reason"),
            ReviewCall.Text(status, "evaluationError"));
    }

    private static void Write(Utf8JsonWriter writer, AccessQuestion question, PolicyUser? user)
    {
        WriteUnlessEmpty(writer, "user", user?.Name);
        ReviewCall.WriteTexts(writer, "groups", user?.Groups ?? []);
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
    }

    private static void WriteUnlessEmpty(Utf8JsonWriter writer, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            writer.WriteString(name, value);
        }
    }
}
