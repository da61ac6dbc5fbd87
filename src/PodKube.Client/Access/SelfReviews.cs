using System.Buffers;
using System.Text.Json;
using PodKube.Client.Auth;
using PodKube.Client.Errors;
using PodKube.Client.Http;
using PodKube.Client.Requests;

namespace PodKube.Client.Access;

/// <summary>The two reviews that everyone may ask for.</summary>
internal static class SelfReviews
{
    private const string AccessPath = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    private const string IdentityPath = "/apis/authentication.k8s.io/v1/selfsubjectreviews";

    internal static async Task<AccessAnswer> AskAsync(KubeClient client, AccessQuestion question, CancellationToken cancellationToken)
    {
        using JsonDocument answer = await PostAsync(client, AccessPath, WriteQuestion(question), cancellationToken).ConfigureAwait(false);
        JsonElement status = Child(answer.RootElement, "status");
        return new AccessAnswer(
            question,
            Child(status, "allowed").ValueKind == JsonValueKind.True,
            Child(status, "denied").ValueKind == JsonValueKind.True,
            Text(status, "reason"),
            Text(status, "evaluationError"));
    }

    internal static async Task<Identity> WhoAmIAsync(KubeClient client, CancellationToken cancellationToken)
    {
        TokenClaims? claims = await client.ReadTokenClaimsAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ReadOnlyMemory<byte> body = """{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}"""u8.ToArray();
            using JsonDocument answer = await PostAsync(client, IdentityPath, body, cancellationToken).ConfigureAwait(false);
            return ReadUser(Child(Child(answer.RootElement, "status"), "userInfo")) with { Token = claims };
        }
        catch (KubeApiException e) when ((e.IsNotFound || e.IsForbidden) && claims?.Subject is { } subject)
        {
            // SelfSubjectReview is served since Kubernetes 1.28 (1.27 as beta).
            return new Identity { User = subject, Uid = claims.ServiceAccountUid ?? "", Token = claims };
        }
    }

    private static async Task<JsonDocument> PostAsync(KubeClient client, string path, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        // A review changes nothing, so it may be sent again.
        KubeRequest request = KubeRequest.Raw(HttpMethod.Post, path, body) with { IsRepeatSafe = true };
        using KubeResponse response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        byte[] json = await response.ReadAsBytesAsync(cancellationToken).ConfigureAwait(false);
        return JsonDocument.Parse(json);
    }

    private static ReadOnlyMemory<byte> WriteQuestion(AccessQuestion question)
    {
        ArrayBufferWriter<byte> buffer = new(256);
        using Utf8JsonWriter writer = new(buffer);
        writer.WriteStartObject();
        writer.WriteString("apiVersion"u8, "authorization.k8s.io/v1"u8);
        writer.WriteString("kind"u8, "SelfSubjectAccessReview"u8);
        writer.WriteStartObject("spec"u8);
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
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteUnlessEmpty(Utf8JsonWriter writer, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            writer.WriteString(name, value);
        }
    }

    private static Identity ReadUser(JsonElement user)
    {
        Dictionary<string, IReadOnlyList<string>> extra = [];
        if (Child(user, "extra") is { ValueKind: JsonValueKind.Object } facts)
        {
            foreach (JsonProperty fact in facts.EnumerateObject())
            {
                extra[fact.Name] = Texts(fact.Value);
            }
        }

        return new Identity
        {
            User = Text(user, "username"),
            Uid = Text(user, "uid"),
            Groups = Texts(Child(user, "groups")),
            Extra = extra,
            IsConfirmed = true,
        };
    }

    private static IReadOnlyList<string> Texts(JsonElement array) =>
        array.ValueKind == JsonValueKind.Array ? [.. array.EnumerateArray().Select(a => a.ToString())] : [];

    private static JsonElement Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement child) ? child : default;

    private static string Text(JsonElement parent, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
}
