using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PodKube.Client.Tests.Support;

/// <summary>A certificate authority for one test.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly X509Certificate2 _authority;

    internal TestAuthority(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-2), DateTimeOffset.UtcNow.AddYears(2));
    }

    internal string Pem => _authority.ExportCertificatePem();

    public void Dispose() => _authority.Dispose();

    /// <summary>A server certificate for the names; addresses may be among them.</summary>
    internal X509Certificate2 IssueServer(DateTimeOffset? until = null, params string[] names)
    {
        SubjectAlternativeNameBuilder alternatives = new();
        foreach (string name in names.Length == 0 ? ["127.0.0.1", "localhost"] : names)
        {
            if (IPAddress.TryParse(name, out IPAddress? address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }

        return Issue("CN=kube-apiserver", "1.3.6.1.5.5.7.3.1", until, alternatives.Build());
    }

    /// <summary>A client certificate of the user, as PEM with its key.</summary>
    internal (string Certificate, string Key) IssueClient(string user)
    {
        using X509Certificate2 certificate = Issue($"CN={user}", "1.3.6.1.5.5.7.3.2", null, null);
        using ECDsa key = certificate.GetECDsaPrivateKey()!;
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    private X509Certificate2 Issue(string subject, string usage, DateTimeOffset? until, X509Extension? names)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        if (names is not null)
        {
            request.CertificateExtensions.Add(names);
        }

        using X509Certificate2 bare = request.Create(
            _authority, DateTimeOffset.UtcNow.AddYears(-1), until ?? DateTimeOffset.UtcNow.AddYears(1), RandomNumberGenerator.GetBytes(8));
        using X509Certificate2 pair = bare.CopyWithPrivateKey(key);
        return new X509Certificate2(pair.Export(X509ContentType.Pfx));
    }
}
