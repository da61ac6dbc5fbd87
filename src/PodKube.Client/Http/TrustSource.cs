using PodKube.Client.Config;
using PodKube.Client.Errors;

namespace PodKube.Client.Http;

/// <summary>The PEM text of the certificate authority, read again when its file changes.</summary>
internal sealed class TrustSource
{
    private readonly IFileSystem _files;
    private readonly PemSource? _source;
    private readonly ReplacedFile<string> _pem;

    internal TrustSource(IFileSystem files, PemSource? source, TimeProvider time)
    {
        _files = files;
        _source = source;
        _pem = new ReplacedFile<string>(time, Read);
    }

    internal PemSource? Source => _source;

    /// <summary>The text of the moment; null when the machine's own authorities are meant.</summary>
    internal string? Get() => _source is null ? null : _pem.Get();

    /// <summary>Reads the file at once.</summary>
    /// <returns>Whether it holds another text than <paramref name="refused"/>.</returns>
    internal bool Renew(string? refused) => _source?.Path is not null && _pem.Renew(pem => pem == refused) != refused;

    private string Read(string? last)
    {
        try
        {
            string pem = TransportTrust.ReadPem(_files, _source!, ErrorReason.CertificateAuthorityInvalid, "certificate authority");
            if (pem == last)
            {
                return last;
            }

            // Half a file must not replace a whole one.
            foreach (var authority in TransportTrust.ReadAuthorities(pem, _source!))
            {
                authority.Dispose();
            }

            return pem;
        }
        catch (KubeConfigException) when (last is not null)
        {
            // Keep the last good authority, as for tokens.
            return last;
        }
    }
}
