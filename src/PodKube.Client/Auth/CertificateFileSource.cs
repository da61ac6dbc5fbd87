using PodKube.Client.Config;
using PodKube.Client.Errors;
using PodKube.Client.Http;

namespace PodKube.Client.Auth;

/// <summary>A client certificate and its key, read again now and then where they stand in files.</summary>
internal sealed class CertificateFileSource : ICredentialSource
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(60 - 10);

    private readonly IFileSystem _files;
    private readonly PemSource _certificate;
    private readonly PemSource _key;
    private readonly TimeProvider _time;
    private readonly object _lock = new();
    private Credential? _last;
    private long _readAt;

    internal CertificateFileSource(IFileSystem files, PemSource certificate, PemSource key, TimeProvider time)
    {
        _files = files;
        _certificate = certificate;
        _key = key;
        _time = time;
    }

    public ValueTask<Credential> GetAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new(_last is not null && _time.GetElapsedTime(_readAt) < s_period ? _last : Read());
        }
    }

    public ValueTask<Credential> RenewAsync(Credential refused, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new(_last is not null && !_last.IsSameAs(refused) ? _last : Read());
        }
    }

    private Credential Read()
    {
        try
        {
            ClientCertificatePem pem = new(
                TransportTrust.ReadPem(_files, _certificate, ErrorReason.ClientCertificateInvalid, "client certificate"),
                TransportTrust.ReadPem(_files, _key, ErrorReason.ClientCertificateInvalid, "client key"));
            if (!pem.Equals(_last?.Certificate))
            {
                Check(pem);
                _last = Credential.FromCertificate(pem);
            }
        }
        catch (KubeConfigException) when (_last is not null)
        {
            // Caught between the writing of the two files, or they are gone: keep the last good pair.
        }

        _readAt = _time.GetTimestamp();
        return _last!;
    }

    private static void Check(ClientCertificatePem pem)
    {
        foreach (var certificate in TransportTrust.ReadClientCertificate(pem))
        {
            certificate.Dispose();
        }
    }
}
