using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace PodKube.Sandbox.Hosting;

/// <summary>A running sandbox: the control plane behind HTTPS on loopback.</summary>
internal sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private SandboxServer(WebApplication application, ControlPlane controlPlane, Uri url, Uri controlUrl)
    {
        _application = application;
        ControlPlane = controlPlane;
        Url = url;
        ControlUrl = controlUrl;
    }

    public Uri Url { get; }

    public ControlPlane ControlPlane { get; }

    /// <summary>The cluster's authority as PEM text.</summary>
    public string AuthorityPem => ControlPlane.Certificates.Authority.Pem;

    public string AdministratorToken => ControlPlane.AdministratorToken;

    /// <summary>Where <see cref="ControlEndpoint"/> listens; its path is a secret.</summary>
    public Uri ControlUrl { get; }

    public static async Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken cancellationToken = default)
    {
        var controlPlane = new ControlPlane(options);
        var control = new ControlEndpoint(controlPlane.Faults, controlPlane.Effects, controlPlane.Operations.Store);
        var application = Build(options, controlPlane);
        try
        {
            // Kestrel has no ports before it listens, and nobody knows them before this method returns.
            var url = new Uri("about:blank");
            application.Run(context => context.Connection.LocalPort == url.Port ? controlPlane.HandleAsync(context) : control.HandleAsync(context));
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
            url = new Uri(application.Urls.First(address => address.StartsWith("https:", StringComparison.Ordinal)));
            var controlUrl = control.UrlOn(new Uri(application.Urls.First(address => address.StartsWith("http:", StringComparison.Ordinal))));
            await new Bootstrap(controlPlane, options).RunAsync(url, cancellationToken).ConfigureAwait(false);
            return new SandboxServer(application, controlPlane, url, controlUrl);
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            await controlPlane.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A handler that trusts this sandbox's authority alone and verifies host names.</summary>
    public SocketsHttpHandler CreateHandler()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(ControlPlane.Certificates.Authority.Certificate);
        return new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = policy } };
    }

    /// <summary>A client with that handler, and the bearer token where one is given.</summary>
    public HttpClient CreateClient(string? token = null)
    {
        var client = new HttpClient(CreateHandler()) { BaseAddress = Url };
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        }

        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync().ConfigureAwait(false);
        await ControlPlane.DisposeAsync().ConfigureAwait(false);
    }

    private static WebApplication Build(SandboxOptions options, ControlPlane controlPlane)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // As kube-apiserver: bodies up to 3 MiB, and streams that stay open as long as the client likes.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen => UseHttps(listen, controlPlane));
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        return builder.Build();
    }

    private static void UseHttps(ListenOptions listen, ControlPlane controlPlane) => listen.UseHttps(new HttpsConnectionAdapterOptions
    {
        // Chosen anew for each connection, so that a rotated authority takes effect.
        ServerCertificateSelector = (_, _) => controlPlane.Certificates.Serving,
        ClientCertificateMode = ClientCertificateMode.AllowCertificate,
        // kube-apiserver too takes any certificate in the handshake and answers 401 to those that it does not accept.
        ClientCertificateValidation = (_, _, _) => true,
    });
}
