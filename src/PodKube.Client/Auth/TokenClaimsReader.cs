using System.Text.Json;

namespace PodKube.Client.Auth;

/// <summary>Turns the payload of a service account token into <see cref="TokenClaims"/>.</summary>
internal static class TokenClaimsReader
{
    private const string LegacyPrefix = "kubernetes.io/serviceaccount/";

    internal static TokenClaims Read(JsonElement claims, ReadOnlyMemory<byte> json)
    {
        JsonElement bound = Child(claims, "kubernetes.io");
        bool legacy = claims.TryGetProperty(LegacyPrefix + "namespace", out _);
        return new TokenClaims
        {
            Issuer = Text(claims, "iss"),
            Subject = Text(claims, "sub"),
            Audiences = Audiences(claims),
            IssuedAt = Time(claims, "iat"),
            NotBefore = Time(claims, "nbf"),
            ExpiresAt = Time(claims, "exp"),
            Id = Text(claims, "jti"),
            Namespace = Text(bound, "namespace") ?? Text(claims, LegacyPrefix + "namespace"),
            ServiceAccount = Text(Child(bound, "serviceaccount"), "name") ?? Text(claims, LegacyPrefix + "service-account.name"),
            ServiceAccountUid = Text(Child(bound, "serviceaccount"), "uid") ?? Text(claims, LegacyPrefix + "service-account.uid"),
            Pod = Text(Child(bound, "pod"), "name"),
            PodUid = Text(Child(bound, "pod"), "uid"),
            Node = Text(Child(bound, "node"), "name"),
            NodeUid = Text(Child(bound, "node"), "uid"),
            WarnAfter = Time(bound, "warnafter"),
            IsLegacy = legacy,
            Json = json,
        };
    }

    private static JsonElement Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement child) ? child : default;

    private static string? Text(JsonElement parent, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static DateTimeOffset? Time(JsonElement parent, string name)
    {
        const double LastSecondOf9999 = 253402300799;
        return Child(parent, name) is { ValueKind: JsonValueKind.Number } number
            && number.GetDouble() is >= 0 and <= LastSecondOf9999 and double seconds
                ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
                : null;
    }

    private static IReadOnlyList<string> Audiences(JsonElement claims) => Child(claims, "aud") switch
    {
        { ValueKind: JsonValueKind.String } one => [one.GetString()!],
        { ValueKind: JsonValueKind.Array } many =>
            [.. many.EnumerateArray().Where(a => a.ValueKind == JsonValueKind.String).Select(a => a.GetString()!)],
        _ => [],
    };
}
