using System.Net.Http.Headers;
using PodKube.Client.Errors;

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

    /// <param name="token">The token; space around it does not count.</param>
    /// <param name="origin">Where it comes from, for a message.</param>
    /// <param name="certificate">A client certificate that goes along.</param>
    internal static Credential Bearer(string token, string origin, ClientCertificatePem? certificate = null)
    {
        string text = token.Trim('\uFEFF').Trim();
        if (text.Length == 0)
        {
            throw new KubeConfigException(ErrorReason.TokenEmpty, $"{origin} is empty.", "A bearer token must be there.");
        }

        // A line break or another control character would end the header.
        return text.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0
            ? new Credential(new AuthenticationHeaderValue("Bearer", text), text, certificate)
            : throw new KubeConfigException(ErrorReason.TokenUnreadable, $"{origin} is no bearer token: it has spaces or control characters in it.");
    }

    internal static Credential Basic(AuthenticationHeaderValue authorization) => new(authorization, null, null);

    internal static Credential FromCertificate(ClientCertificatePem certificate) => new(null, null, certificate);

    internal Credential WithCertificate(ClientCertificatePem? certificate) =>
        ReferenceEquals(certificate, Certificate) ? this : new(Authorization, Token, certificate);

    internal bool IsSameAs(Credential other) =>
        string.Equals(Token, other.Token, StringComparison.Ordinal) && Equals(Certificate, other.Certificate);
}
