using System.Net.Http.Headers;

namespace PodKube.Client.Auth;

/// <summary>What one request is authenticated with. Equal instances are the same credential; it prints nothing of itself.</summary>
internal sealed class Credential
{
    internal static readonly Credential None = new(null, null, null);

    private Credential(AuthenticationHeaderValue? authorization, string? token, ClientCertificatePem? certificate)
    {
        Authorization = authorization;
        Token = token;
        Certificate = certificate;
    }

    internal AuthenticationHeaderValue? Authorization { get; }

    internal string? Token { get; }

    internal ClientCertificatePem? Certificate { get; }

    public override string ToString() => "(credential)";

    internal static Credential Bearer(string token, ClientCertificatePem? certificate = null) =>
        new(new AuthenticationHeaderValue("Bearer", token), token, certificate);

    internal static Credential Basic(AuthenticationHeaderValue authorization) => new(authorization, null, null);

    internal static Credential FromCertificate(ClientCertificatePem certificate) => new(null, null, certificate);

    internal Credential WithCertificate(ClientCertificatePem? certificate) =>
        ReferenceEquals(certificate, Certificate) ? this : new(Authorization, Token, certificate);

    internal bool IsSameAs(Credential other) =>
        string.Equals(Token, other.Token, StringComparison.Ordinal) && Equals(Certificate, other.Certificate);
}
