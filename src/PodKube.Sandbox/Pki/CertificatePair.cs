using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PodKube.Sandbox.Pki;

/// <summary>A certificate with its key as the PEM texts that files and kubeconfigs hold.</summary>
internal sealed record CertificatePair(string CertificatePem, string KeyPem)
{
    public static CertificatePair Export(X509Certificate2 certificate)
    {
        using ECDsa key = certificate.GetECDsaPrivateKey()
            ?? throw new ArgumentException("The certificate has no ECDSA key.", nameof(certificate));
        return new CertificatePair(certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    // Records print their members; the key must not reach a log that way.
    public override string ToString() => nameof(CertificatePair);
}
