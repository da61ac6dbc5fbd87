using System.Security.Cryptography;
using System.Text.Json;

namespace PodKube.Client.Auth;

/// <summary>One public key of a key set, RSA or elliptic curve.</summary>
internal sealed class TokenKey
{
    private readonly RSAParameters? _rsa;
    private readonly ECParameters? _curve;

    private TokenKey(string id, RSAParameters? rsa, ECParameters? curve)
    {
        Id = id;
        _rsa = rsa;
        _curve = curve;
    }

    /// <summary>The key's id; empty when it has none.</summary>
    internal string Id { get; }

    internal static HashAlgorithmName? HashOf(string algorithm) => algorithm switch
    {
        "RS256" or "ES256" or "PS256" => HashAlgorithmName.SHA256,
        "RS384" or "ES384" or "PS384" => HashAlgorithmName.SHA384,
        "RS512" or "ES512" or "PS512" => HashAlgorithmName.SHA512,
        _ => null,
    };

    internal static TokenKey? TryRead(JsonElement key)
    {
        try
        {
            string id = Text(key, "kid") ?? "";
            return Text(key, "kty") switch
            {
                "RSA" => new TokenKey(id, new RSAParameters { Modulus = Bytes(key, "n"), Exponent = Bytes(key, "e") }, null),
                "EC" when Curve(Text(key, "crv")) is { } curve => new TokenKey(
                    id, null, new ECParameters { Curve = curve, Q = new ECPoint { X = Bytes(key, "x"), Y = Bytes(key, "y") } }),
                _ => null,
            };
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Whether the signature is this key's. The key decides what kinds of algorithms it takes, not the token.</summary>
    internal bool Verifies(string algorithm, byte[] signed, byte[] signature)
    {
        HashAlgorithmName hash = HashOf(algorithm)!.Value;
        try
        {
            return algorithm[0] switch
            {
                'E' when _curve is { } curve => VerifiesCurve(curve, hash, signed, signature),
                'R' when _rsa is { } rsa => VerifiesRsa(rsa, hash, RSASignaturePadding.Pkcs1, signed, signature),
                'P' when _rsa is { } rsa => VerifiesRsa(rsa, hash, RSASignaturePadding.Pss, signed, signature),
                _ => false,
            };
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static bool VerifiesCurve(ECParameters curve, HashAlgorithmName hash, byte[] signed, byte[] signature)
    {
        using ECDsa key = ECDsa.Create(curve);
        return key.VerifyData(signed, signature, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static bool VerifiesRsa(RSAParameters rsa, HashAlgorithmName hash, RSASignaturePadding padding, byte[] signed, byte[] signature)
    {
        using RSA key = RSA.Create(rsa);
        return key.VerifyData(signed, signature, hash, padding);
    }

    private static ECCurve? Curve(string? name) => name switch
    {
        "P-256" => ECCurve.NamedCurves.nistP256,
        "P-384" => ECCurve.NamedCurves.nistP384,
        "P-521" => ECCurve.NamedCurves.nistP521,
        _ => null,
    };

    private static byte[] Bytes(JsonElement key, string name) => Base64Url.Decode(Text(key, name) ?? throw new FormatException());

    private static string? Text(JsonElement key, string name) =>
        key.ValueKind == JsonValueKind.Object && key.TryGetProperty(name, out JsonElement text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;
}
