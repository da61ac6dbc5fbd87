using System.Net;

namespace PodKube.Client.Auth;

/// <summary>Authenticates requests to the one server, and sends a refused one once more if there is a newer credential.</summary>
internal sealed class CredentialHandler : DelegatingHandler
{
    internal static readonly HttpRequestOptionsKey<ClientCertificatePem?> CertificateKey = new("PodKube.ClientCertificate");

    private readonly ICredentialSource _source;
    private readonly Uri _server;

    internal CredentialHandler(ICredentialSource source, Uri server, HttpMessageHandler inner)
        : base(inner)
    {
        _source = source;
        _server = server;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Credential credential = await _source.GetAsync(cancellationToken).ConfigureAwait(false);
        Attach(request, credential);
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
        {
            return response;
        }

        Credential renewed;
        try
        {
            renewed = await _source.RenewAsync(credential, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            response.Dispose();
            throw;
        }

        if (renewed.IsSameAs(credential))
        {
            return response;
        }

        response.Dispose();
        Attach(request, renewed);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private void Attach(HttpRequestMessage request, Credential credential)
    {
        Uri address = request.RequestUri!;
        bool sameServer = Uri.Compare(address, _server, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
        bool encrypted = address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeWss;
        request.Headers.Authorization = sameServer && encrypted ? credential.Authorization : null;
        request.Options.Set(CertificateKey, sameServer && encrypted ? credential.Certificate : null);
    }
}
