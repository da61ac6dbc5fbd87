using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PodKube.Sandbox.Pki;

/// <summary>
/// A certificate authority that lives as long as the sandbox. All keys are ECDSA P-256: they are made in about a
/// millisecond, where an RSA key would cost more than the rest of the start.
/// </summary>
internal sealed class CertificateAuthority : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private static readonly TimeSpan s_lifetime = TimeSpan.FromDays(365);
    // Certificates start a little in the past, as kubeadm's do, so that a client whose clock is behind accepts them.
    private static readonly TimeSpan s_backdating = TimeSpan.FromMinutes(5);

    private readonly TimeProvider _time;

    private CertificateAuthority(X509Certificate2 certificate, TimeProvider time)
    {
        Certificate = certificate;
        Pem = certificate.ExportCertificatePem() + "\n";
        _time = time;
    }

    public X509Certificate2 Certificate { get; }

    /// <summary>The certificate as PEM text, with the closing line feed that files and config maps have.</summary>
    public string Pem { get; }

    public static CertificateAuthority Create(string commonName, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrEmpty(commonName);
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = NewRequest(commonName, [], key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign | X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        DateTimeOffset start = time.GetUtcNow() - s_backdating;
        return new CertificateAuthority(request.CreateSelfSigned(start, start + s_lifetime), time);
    }

    public X509Certificate2 IssueServer(string commonName, IEnumerable<string> dnsNames, IEnumerable<IPAddress> addresses)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (string dnsName in dnsNames)
        {
            names.AddDnsName(dnsName);
        }

        foreach (IPAddress address in addresses)
        {
            names.AddIpAddress(address);
        }

        return Issue(commonName, [], ServerAuthentication, names.Build());
    }

    /// <summary>Issues a client certificate; the API server reads the common name as the user and the organizations as its groups.</summary>
    public X509Certificate2 IssueClient(string commonName, params string[] organizations) =>
        Issue(commonName, organizations, ClientAuthentication, null);

    /// <summary>Signs a request for client authentication: its subject and key, and nothing else that it asks for.</summary>
    /// <param name="requestPem">The request (PKCS #10) as PEM text.</param>
    /// <param name="lifetime">Null for the longest, a year.</param>
    /// <exception cref="CryptographicException">The request is malformed, or not signed with its own key.</exception>
    /// <exception cref="ArgumentException">The text holds no request.</exception>
    public X509Certificate2 SignClient(string requestPem, TimeSpan? lifetime)
    {
        CertificateRequest asked = CertificateRequest.LoadSigningRequestPem(
            requestPem, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.Default, RSASignaturePadding.Pkcs1);
        var request = new CertificateRequest(asked.SubjectName, asked.PublicKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, true));
        AddLeafExtensions(request, ClientAuthentication);
        using ECDsa key = Certificate.GetECDsaPrivateKey()!;
        (DateTimeOffset start, DateTimeOffset end) = Validity(lifetime ?? s_lifetime);
        return request.Create(Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(key), start, end, NewSerialNumber());
    }

    /// <summary>Whether this authority issued the certificate, for client authentication, and it is valid now.</summary>
    public bool HasIssuedClient(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(Certificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        chain.ChainPolicy.VerificationTime = _time.GetUtcNow().UtcDateTime;
        return chain.Build(certificate);
    }

    public void Dispose() => Certificate.Dispose();

    private X509Certificate2 Issue(string commonName, string[] organizations, string usage, X509Extension? alternativeNames)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = NewRequest(commonName, organizations, key);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        AddLeafExtensions(request, usage);
        if (alternativeNames is not null)
        {
            request.CertificateExtensions.Add(alternativeNames);
        }

        (DateTimeOffset start, DateTimeOffset end) = Validity(s_lifetime);
        using X509Certificate2 issued = request.Create(Certificate, start, end, NewSerialNumber());
        return WithUsableKey(issued.CopyWithPrivateKey(key));
    }

    private void AddLeafExtensions(CertificateRequest request, string usage)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, true, false));
    }

    // A certificate must not outlive its authority (CertificateRequest.Create refuses it).
    private (DateTimeOffset Start, DateTimeOffset End) Validity(TimeSpan lifetime)
    {
        DateTimeOffset start = _time.GetUtcNow() - s_backdating;
        DateTimeOffset end = start + s_backdating + lifetime;
        return (start < Certificate.NotBefore ? Certificate.NotBefore : start, end > Certificate.NotAfter ? Certificate.NotAfter : end);
    }

    private static CertificateRequest NewRequest(string commonName, string[] organizations, ECDsa key)
    {
        var subject = new X500DistinguishedNameBuilder();
        foreach (string organization in organizations)
        {
            subject.AddOrganizationName(organization);
        }

        subject.AddCommonName(commonName);
        return new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
    }

    private static byte[] NewSerialNumber()
    {
        byte[] serial = RandomNumberGenerator.GetBytes(16);
        // DER integers are signed: a set high bit would make the number negative, RFC 5280 4.1.2.2 wants it positive.
        serial[0] &= 0x7f;
        return serial;
    }

    // SChannel cannot use a key that lives only in memory: https://github.com/dotnet/runtime/issues/23749
    private static X509Certificate2 WithUsableKey(X509Certificate2 certificate)
    {
        if (!OperatingSystem.IsWindows())
        {
            return certificate;
        }

        using (certificate)
        {
#pragma warning disable SYSLIB0057 // X509CertificateLoader does not exist on the .NET 8 this targets.
            return new X509Certificate2(certificate.Export(X509ContentType.Pkcs12), (string?)null, X509KeyStorageFlags.Exportable);
#pragma warning restore SYSLIB0057
        }
    }
}
