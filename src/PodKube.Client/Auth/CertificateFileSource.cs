using PodKube.Client.Config;
using PodKube.Client.Errors;
using PodKube.Client.Http;

namespace PodKube.Client.Auth;

/// <summary>A client certificate and its key, read again now and then where they stand in files.</summary>
internal sealed class CertificateFileSource : ICredentialSource
{
    private readonly IFileSystem _files;
    private readonly PemSource _certificate;
    private readonly PemSource _key;
    private readonly ReplacedFile<Credential> _pair;

    internal CertificateFileSource(IFileSystem files, PemSource certificate, PemSource key, TimeProvider time)
    {
        _files = files;
        _certificate = certificate;
        _key = key;
        _pair = new ReplacedFile<Credential>(time, Read);
    }

    public ValueTask<Credential> GetAsync(CancellationToken cancellationToken) => new(_pair.Get());

    public ValueTask<Credential> RenewAsync(Credential refused, CancellationToken cancellationToken) => new(_pair.Renew(refused.IsSameAs));

    private Credential Read(Credential? last)
    {
        try
        {
            ClientCertificatePem pem = new(
                TransportTrust.ReadPem(_files, _certificate, ErrorReason.ClientCertificateInvalid, "client certificate"),
                TransportTrust.ReadPem(_files, _key, ErrorReason.ClientCertificateInvalid, "client key"));
            if (last is not null && pem.Equals(last.Certificate))
            {
                return last;
            }

            Check(pem);
            return Credential.FromCertificate(pem);
        }
        catch (KubeConfigException) when (last is not null)
        {
            // Caught between the writing of the two files, or they are gone: keep the last good pair.
            return last;
        }
    }

    private static void Check(ClientCertificatePem pem)
    {
        foreach (var certificate in TransportTrust.ReadClientCertificate(pem))
        {
            certificate.Dispose();
        }
    }
}
