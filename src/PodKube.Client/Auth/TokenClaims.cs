using System.Text.Json;

namespace PodKube.Client.Auth;

/// <summary>What a JSON Web Token says about itself. Read without checking its signature, and never the token's text.</summary>
/// <remarks>The private claims are those of https://github.com/kubernetes/kubernetes/blob/master/pkg/serviceaccount/claims.go</remarks>
public sealed record TokenClaims
{
    /// <summary>Who issued it (<c>iss</c>).</summary>
    public string? Issuer { get; init; }

    /// <summary>Whom it names (<c>sub</c>).</summary>
    public string? Subject { get; init; }

    /// <summary>Whom it is for (<c>aud</c>).</summary>
    public IReadOnlyList<string> Audiences { get; init; } = [];

    /// <summary>When it was issued (<c>iat</c>).</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>From when on it holds (<c>nbf</c>).</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Until when it holds (<c>exp</c>); null for a token that never expires, as in legacy token Secrets.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Its id (<c>jti</c>).</summary>
    public string? Id { get; init; }

    /// <summary>The namespace of the service account.</summary>
    public string? Namespace { get; init; }

    /// <summary>The service account.</summary>
    public string? ServiceAccount { get; init; }

    /// <summary>The service account's uid.</summary>
    public string? ServiceAccountUid { get; init; }

    /// <summary>The pod that the token is bound to.</summary>
    public string? Pod { get; init; }

    /// <summary>That pod's uid.</summary>
    public string? PodUid { get; init; }

    /// <summary>The node that the token is bound to.</summary>
    public string? Node { get; init; }

    /// <summary>That node's uid.</summary>
    public string? NodeUid { get; init; }

    /// <summary>After this time the kubelet should have replaced the token (<c>kubernetes.io.warnafter</c>).</summary>
    public DateTimeOffset? WarnAfter { get; init; }

    /// <summary>Whether this is a token of the old kind, kept in a Secret and without an end.</summary>
    public bool IsLegacy { get; init; }

    /// <summary>All claims as they stand in the token, as UTF-8 JSON.</summary>
    public ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>Reads the claims of <paramref name="token"/>.</summary>
    /// <returns>Null when the text is not a JSON Web Token.</returns>
    public static TokenClaims? Read(string? token)
    {
        if (token is null || token.Split('.') is not [_, string payload, _])
        {
            return null;
        }

        try
        {
            byte[] json = Base64Url.Decode(payload);
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? TokenClaimsReader.Read(document.RootElement, json) : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }
}
