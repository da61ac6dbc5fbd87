using System.Text.Json;
using PodKube.Client.Errors;

namespace PodKube.Client.Auth;

/// <summary>The public keys that a cluster signs its service account tokens with.</summary>
/// <remarks>JSON Web Key sets (RFC 7517) with the algorithms of RFC 7518 that API servers use: RS256, ES256 and their larger kin.</remarks>
public sealed class TokenKeySet
{
    private readonly IReadOnlyList<TokenKey> _keys;

    private TokenKeySet(IReadOnlyList<TokenKey> keys) => _keys = keys;

    /// <summary>The ids of the keys.</summary>
    public IReadOnlyList<string> KeyIds => [.. _keys.Select(static k => k.Id)];

    /// <summary>Reads a key set; keys of kinds that are not known here are left out.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static TokenKeySet Read(ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("keys", out JsonElement keys)
            && keys.ValueKind == JsonValueKind.Array
                ? new TokenKeySet([.. keys.EnumerateArray().Select(TokenKey.TryRead).OfType<TokenKey>()])
                : new TokenKeySet([]);
    }

    /// <summary>Checks the signature of a token. Its dates, audience and issuer are not looked at.</summary>
    /// <exception cref="KubeTokenException">It is no token, is signed in a way that is not accepted, or by none of the keys.</exception>
    public void Verify(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        TokenHeader header = TokenHeader.Read(token) ?? throw KubeTokenException.NotAToken();
        if (header.Algorithm is not { } algorithm || TokenKey.HashOf(algorithm) is null)
        {
            // "none" above all: a token must not choose to be believed.
            throw new KubeTokenException(ErrorReason.SignatureInvalid, $"The token's algorithm '{header.Algorithm}' is not one that clusters sign with.");
        }

        TokenKey[] candidates = [.. _keys.Where(key => header.KeyId is null || key.Id.Length == 0 || key.Id == header.KeyId)];
        if (candidates.Length == 0)
        {
            throw new KubeTokenException(
                ErrorReason.SignatureInvalid,
                $"The token is signed with a key that the cluster does not publish (key id {header.KeyId}).",
                "It is of another cluster, or its key was taken out of service.");
        }

        if (!candidates.Any(key => key.Verifies(algorithm, header.SignedPart, header.Signature)))
        {
            throw new KubeTokenException(
                ErrorReason.SignatureInvalid, "The token's signature does not fit its content: it was changed, or made by somebody else.");
        }
    }
}
