using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Pki;

/// <summary>
/// The key that signs service account tokens. kube-apiserver takes RSA and ECDSA keys alike for
/// <c>--service-account-signing-key-file</c>; ECDSA P-256 (ES256) starts the sandbox about 100 ms sooner than RSA would.
/// </summary>
internal sealed class ServiceAccountKey : IDisposable
{
    public const string Algorithm = "ES256";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly string _encodedHeader;

    public ServiceAccountKey()
    {
        // The identifier is the hash of the public key, as kube-apiserver derives it: equal keys have equal identifiers.
        Id = Base64Text.Encode(SHA256.HashData(_key.ExportSubjectPublicKeyInfo()));
        _encodedHeader = Encode(new JsonObject { ["alg"] = Algorithm, ["kid"] = Id });
    }

    public string Id { get; }

    public string Sign(JsonObject claims)
    {
        string signed = $"{_encodedHeader}.{Encode(claims)}";
        byte[] signature = _key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"{signed}.{Base64Text.Encode(signature)}";
    }

    public bool HasSigned(JsonWebToken token) =>
        token.Header["alg"] is JsonValue algorithm
        && algorithm.TryGetValue(out string? name)
        && name == Algorithm
        && _key.VerifyData(token.SignedBytes, token.Signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <summary>The public key as a key set (RFC 7517), what <c>/openid/v1/jwks</c> answers.</summary>
    public JsonObject ToKeySet()
    {
        ECPoint point = _key.ExportParameters(false).Q;
        return new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["use"] = "sig",
                ["kty"] = "EC",
                ["kid"] = Id,
                ["crv"] = "P-256",
                ["alg"] = Algorithm,
                ["x"] = Base64Text.Encode(point.X),
                ["y"] = Base64Text.Encode(point.Y),
            }),
        };
    }

    public void Dispose() => _key.Dispose();

    private static string Encode(JsonObject json) => Base64Text.Encode(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
