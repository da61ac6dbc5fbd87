using PodKube.Client.Config;
using PodKube.Client.Errors;

namespace PodKube.Client.Http;

/// <summary>The PEM text of the certificate authority, read again when its file changes.</summary>
internal sealed class TrustSource
{
    // As for tokens: looked at once a minute, less a leeway.
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(60 - 10);

    private readonly IFileSystem _files;
    private readonly PemSource? _source;
    private readonly TimeProvider _time;
    private readonly object _lock = new();
    private string? _pem;
    private long _readAt;

    internal TrustSource(IFileSystem files, PemSource? source, TimeProvider time)
    {
        _files = files;
        _source = source;
        _time = time;
    }

    internal PemSource? Source => _source;

    /// <summary>The text of the moment; null when the machine's own authorities are meant.</summary>
    internal string? Get()
    {
        if (_source is null)
        {
            return null;
        }

        lock (_lock)
        {
            return _pem is not null && _time.GetElapsedTime(_readAt) < s_period ? _pem : Read();
        }
    }

    /// <summary>Reads the file at once.</summary>
    /// <returns>Whether it holds another text than <paramref name="refused"/>.</returns>
    internal bool Renew(string? refused)
    {
        if (_source?.Path is null)
        {
            return false;
        }

        lock (_lock)
        {
            return (_pem != refused ? _pem : Read()) != refused;
        }
    }

    private string Read()
    {
        try
        {
            string pem = TransportTrust.ReadPem(_files, _source!, ErrorReason.CertificateAuthorityInvalid, "certificate authority");
            if (_pem != pem)
            {
                // Half a file must not replace a whole one.
                foreach (var authority in TransportTrust.ReadAuthorities(pem, _source!))
                {
                    authority.Dispose();
                }

                _pem = pem;
            }
        }
        catch (KubeConfigException) when (_pem is not null)
        {
            // Keep the last good authority, as for tokens.
        }

        _readAt = _time.GetTimestamp();
        return _pem!;
    }
}
