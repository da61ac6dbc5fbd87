using System.Security.Cryptography.X509Certificates;
using PodKube.Client.Auth;

namespace PodKube.Client.Http;

/// <summary>The pooled connections made with one authority and one client certificate. Closed when replaced and no longer in use.</summary>
internal sealed class ConnectionSet : IDisposable
{
    private readonly X509Certificate2Collection? _authorities;
    private readonly X509Certificate2Collection? _clientChain;
    private readonly HttpMessageInvoker _invoker;
    private int _users = 1;

    internal ConnectionSet(
        string? authorityPem, ClientCertificatePem? certificate, X509Certificate2Collection? authorities, X509Certificate2Collection? clientChain, HttpMessageHandler handler)
    {
        AuthorityPem = authorityPem;
        Certificate = certificate;
        _authorities = authorities;
        _clientChain = clientChain;
        _invoker = new HttpMessageInvoker(handler, disposeHandler: true);
    }

    internal string? AuthorityPem { get; }

    internal ClientCertificatePem? Certificate { get; }

    /// <summary>Says that a request is about to use the set.</summary>
    /// <returns>False when the set is closed already.</returns>
    internal bool TryEnter()
    {
        int users = Volatile.Read(ref _users);
        while (users > 0)
        {
            int seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
            {
                return true;
            }

            users = seen;
        }

        return false;
    }

    internal Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _invoker.SendAsync(request, cancellationToken);

    /// <summary>Says that a request has its headers, or that the owner lets go. Bodies that are still being read go on.</summary>
    internal void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        _invoker.Dispose();
        foreach (X509Certificate2 certificate in (_authorities ?? []).Concat(_clientChain ?? []))
        {
            certificate.Dispose();
        }
    }
}
