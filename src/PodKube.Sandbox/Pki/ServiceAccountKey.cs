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

    private readonly Lazy<Pair> _pair = new(static () => new Pair());

    public string Id => _pair.Value.Id;

    public string Sign(JsonObject claims)
    {
        string signed = $"{_pair.Value.EncodedHeader}.{Encode(claims)}";
        byte[] signature = _pair.Value.Key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"{signed}.{Base64Text.Encode(signature)}";
    }

    public bool HasSigned(JsonWebToken token) =>
        token.Header["alg"] is JsonValue algorithm
        && algorithm.TryGetValue(out string? name)
        && name == Algorithm
        && _pair.Value.Key.VerifyData(token.SignedBytes, token.Signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <summary>The public key as a key set (RFC 7517), what <c>/openid/v1/jwks</c> answers.</summary>
    public JsonObject ToKeySet()
    {
        ECPoint point = _pair.Value.Key.ExportParameters(false).Q;
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

    public void Dispose()
    {
        if (_pair.IsValueCreated)
        {
            _pair.Value.Key.Dispose();
        }
    }

    private static string Encode(JsonObject json) => Base64Text.Encode(Encoding.UTF8.GetBytes(json.ToJsonString()));

    /// <summary>Made when it is first needed, off the way to the first answer.</summary>
    private sealed class Pair
    {
        public Pair()
        {
            // The identifier is the hash of the public key, as kube-apiserver derives it: equal keys have equal identifiers.
            Id = Base64Text.Encode(SHA256.HashData(Key.ExportSubjectPublicKeyInfo()));
            EncodedHeader = Encode(new JsonObject { ["alg"] = Algorithm, ["kid"] = Id });
        }

        public ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        public string Id { get; }

        public string EncodedHeader { get; }
    }
}
