using System.Globalization;
using System.Text.Json;

namespace PodKube.Client.Access;

/// <summary>The calls that make and check tokens.</summary>
internal static class TokenCalls
{
    private const string ApiVersion = "authentication.k8s.io/v1";
    private const string ReviewPath = "/apis/authentication.k8s.io/v1/tokenreviews";

    internal static async Task<IssuedToken> RequestAsync(
        KubeClient client, string place, string serviceAccount, TokenRequestOptions options, CancellationToken cancellationToken)
    {
        string path = $"/api/v1/namespaces/{Uri.EscapeDataString(place)}/serviceaccounts/{Uri.EscapeDataString(serviceAccount)}/token";
        ReadOnlyMemory<byte> body = ReviewCall.Write(ApiVersion, "TokenRequest", writer => WriteSpec(writer, options));
        using JsonDocument answer = await ReviewCall.PostAsync(client, path, body, isRepeatSafe: false, cancellationToken).ConfigureAwait(false);
        JsonElement status = ReviewCall.Child(answer.RootElement, "status");
        bool hasEnd = DateTimeOffset.TryParse(
            ReviewCall.Text(status, "expirationTimestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset end);
        return new IssuedToken(ReviewCall.Text(status, "token"), hasEnd ? end : null);
    }

    internal static async Task<TokenVerdict> ReviewAsync(
        KubeClient client, string token, IReadOnlyList<string> audiences, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> body = ReviewCall.Write(ApiVersion, "TokenReview", writer =>
        {
            writer.WriteString("token"u8, token);
            ReviewCall.WriteTexts(writer, "audiences", audiences);
        });
        using JsonDocument answer = await ReviewCall.PostAsync(client, ReviewPath, body, isRepeatSafe: true, cancellationToken).ConfigureAwait(false);
        JsonElement status = ReviewCall.Child(answer.RootElement, "status");
        bool accepted = ReviewCall.Child(status, "authenticated").ValueKind == JsonValueKind.True;
        return new TokenVerdict(
            accepted,
            accepted ? ReviewCall.ReadUser(ReviewCall.Child(status, "user")) : null,
            ReviewCall.Texts(ReviewCall.Child(status, "audiences")),
            ReviewCall.Text(status, "error"));
    }

    private static void WriteSpec(Utf8JsonWriter writer, TokenRequestOptions options)
    {
        ReviewCall.WriteTexts(writer, "audiences", options.Audiences);
        if (options.Lifetime is { } lifetime)
        {
            writer.WriteNumber("expirationSeconds"u8, (long)lifetime.TotalSeconds);
        }

        if (options.BoundKind is null)
        {
            return;
        }

        writer.WriteStartObject("boundObjectRef"u8);
        writer.WriteString("apiVersion"u8, "v1"u8);
        writer.WriteString("kind"u8, options.BoundKind);
        writer.WriteString("name"u8, options.BoundName);
        if (options.BoundUid is not null)
        {
            writer.WriteString("uid"u8, options.BoundUid);
        }

        writer.WriteEndObject();
    }
}
