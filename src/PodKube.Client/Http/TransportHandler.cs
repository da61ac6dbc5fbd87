using System.Net;
using System.Security.Cryptography.X509Certificates;
using PodKube.Client.Auth;
using PodKube.Client.Config;

namespace PodKube.Client.Http;

/// <summary>The bottom of the stack: sends over pooled connections, and renews these when authority or client certificate change.</summary>
internal sealed class TransportHandler : HttpMessageHandler
{
    private readonly ClusterConfig _config;
    private readonly KubeClientOptions _options;
    private readonly TrustSource _trust;
    private readonly bool _splitsHeads;
    private readonly object _lock = new();
    private ConnectionSet? _current;
    private bool _disposed;

    internal TransportHandler(ClusterConfig config, KubeClientOptions options)
    {
        _config = config;
        _options = options;
        _splitsHeads = ImpersonationLines.IsNeeded(config.Impersonation);
        _trust = new TrustSource(options.FileSystem, config.Trust.CertificateAuthority, options.TimeProvider);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Options.TryGetValue(CredentialHandler.CertificateKey, out ClientCertificatePem? certificate);
        if (_splitsHeads)
        {
            ImpersonationLines.Join(request.Headers);
        }

        string? authority = _trust.Get();
        try
        {
            return await SendAsync(authority, certificate, request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException e) when (e.InnerException is ServerCertificateException { IsUntrusted: true } && _trust.Renew(authority))
        {
            // The handshake failed, so nothing was sent: with the authority that the file holds now the request can go out.
            return await SendAsync(_trust.Get(), certificate, request, cancellationToken).ConfigureAwait(false);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lock (_lock)
            {
                _disposed = true;
                _current?.Leave();
                _current = null;
            }
        }

        base.Dispose(disposing);
    }

    private async Task<HttpResponseMessage> SendAsync(
        string? authority, ClientCertificatePem? certificate, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ConnectionSet connections = Enter(authority, certificate);
        try
        {
            return await connections.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            connections.Leave();
        }
    }

    private ConnectionSet Enter(string? authority, ClientCertificatePem? certificate)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(KubeClient));
            if (_current is not null && _current.AuthorityPem == authority && Equals(_current.Certificate, certificate))
            {
                _current.TryEnter();
                return _current;
            }

            ConnectionSet made = Make(authority, certificate);
            _current?.Leave();
            _current = made;
            made.TryEnter();
            return made;
        }
    }

    private ConnectionSet Make(string? authority, ClientCertificatePem? certificate)
    {
        X509Certificate2Collection? authorities = authority is null ? null : TransportTrust.ReadAuthorities(authority, _trust.Source!);
        X509Certificate2Collection? clientChain = certificate is null ? null : TransportTrust.ReadClientCertificate(certificate);
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = _options.ConnectTimeout,
            // Behind a load balancer this spreads long-lived clients over API servers that come and go.
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(90),
            SslOptions = SslOptionsFactory.Make(_config.Trust, authorities, clientChain),
        };
        if (_splitsHeads)
        {
            handler.PlaintextStreamFilter = static (context, _) => ValueTask.FromResult<Stream>(new RequestHeadStream(context.PlaintextStream));
        }

        if (_config.Proxy is { } proxy)
        {
            handler.Proxy = new WebProxy(proxy) { Credentials = _config.ProxyCredentials };
        }

        return new ConnectionSet(authority, certificate, authorities, clientChain, handler);
    }
}
