using System.Text.Json;
using PodKube.Client.Auth;
using PodKube.Client.Errors;

namespace PodKube.Client.Access;

/// <summary>Asks who one is.</summary>
internal static class IdentityReview
{
    private const string IdentityPath = "/apis/authentication.k8s.io/v1/selfsubjectreviews";

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
}
