using System.Security.Cryptography;
using System.Text;
using PodKube.Client.Auth;
using PodKube.Client.Errors;

namespace PodKube.Client.Tests.Auth;

public sealed class TokenKeySetTests : IDisposable
{
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDsa _curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose()
    {
        _rsa.Dispose();
        _curve.Dispose();
    }

    [Theory]
    [InlineData("RS256", "r")]
    [InlineData("ES256", "e")]
    public void A_token_that_one_of_the_keys_signed_is_believed(string algorithm, string keyId)
    {
        TokenKeySet keys = Keys();

        keys.Verify(Sign(algorithm, keyId));
        keys.Verify(Sign(algorithm, null));

        Assert.Equal(["r", "e"], keys.KeyIds);
    }

    [Theory]
    [InlineData("RS256", "r")]
    [InlineData("ES256", "e")]
    public void A_changed_token_is_not(string algorithm, string keyId)
    {
        string[] parts = Sign(algorithm, keyId).Split('.');

        Refuses($"{parts[0]}.{Base64("""{"sub":"root"}""")}.{parts[2]}");
    }

    [Fact]
    public void A_token_of_another_cluster_is_not()
    {
        using RSA other = RSA.Create(2048);

        Refuses(Sign("RS256", "r", other));
        Refuses(Sign("RS256", "unknown"));
    }

    [Theory]
    [InlineData("""{"alg":"none"}""")]
    [InlineData("""{"alg":"HS256","kid":"r"}""")]
    [InlineData("""{"kid":"r"}""")]
    [InlineData("""{"alg":"ES256","kid":"r"}""")]
    public void A_token_does_not_choose_how_it_is_believed(string header) => Refuses($"{Base64(header)}.{Base64("{}")}.");

    [Theory]
    [InlineData("")]
    [InlineData("opaque")]
    [InlineData("!.!.!")]
    public void What_is_no_token_is_refused_as_such(string text) =>
        Assert.Equal(ErrorReason.TokenInvalid, Assert.Throws<KubeTokenException>(() => Keys().Verify(text)).Reason);

    [Fact]
    public void Keys_of_unknown_kinds_are_left_out() =>
        Assert.Empty(TokenKeySet.Read("""{"keys":[{"kty":"OKP","crv":"Ed25519","x":"AA"},{"kty":"RSA"},{"kty":"EC","crv":"P-256","x":"%"},7]}"""u8.ToArray()).KeyIds);

    private void Refuses(string token)
    {
        KubeTokenException e = Assert.Throws<KubeTokenException>(() => Keys().Verify(token));

        Assert.Equal(ErrorReason.SignatureInvalid, e.Reason);
    }

    private TokenKeySet Keys()
    {
        RSAParameters rsa = _rsa.ExportParameters(false);
        ECParameters curve = _curve.ExportParameters(false);
        string json = $$"""
            {"keys":[
              {"use":"sig","kty":"RSA","kid":"r","alg":"RS256","n":"{{Base64(rsa.Modulus!)}}","e":"{{Base64(rsa.Exponent!)}}"},
              {"kty":"EC","kid":"e","crv":"P-256","x":"{{Base64(curve.Q.X!)}}","y":"{{Base64(curve.Q.Y!)}}"}]}
            """;
        return TokenKeySet.Read(Encoding.UTF8.GetBytes(json));
    }

    private string Sign(string algorithm, string? keyId, RSA? rsa = null)
    {
        string head = keyId is null ? $$"""{"alg":"{{algorithm}}"}""" : $$"""{"alg":"{{algorithm}}","kid":"{{keyId}}"}""";
        string signed = $"{Base64(head)}.{Base64("""{"sub":"robot"}""")}";
        byte[] bytes = Encoding.ASCII.GetBytes(signed);
        byte[] signature = algorithm[0] == 'R'
            ? (rsa ?? _rsa).SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : _curve.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"{signed}.{Base64(signature)}";
    }

    private static string Base64(string text) => Base64(Encoding.UTF8.GetBytes(text));

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
