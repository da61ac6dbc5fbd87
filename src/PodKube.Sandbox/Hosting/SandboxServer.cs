using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using PodKube.Sandbox.Pki;

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
        var certificates = new ClusterCertificates(options.Time);
        // Keys, control plane and sockets need each other late or only for the first request: they come up side by side.
        var preparing = Task.Run(certificates.Prepare, cancellationToken);
        var booting = Task.Run(() => BootAsync(options, certificates, cancellationToken), cancellationToken);
        var application = Build(options, certificates);
        try
        {
            application.Run(async context => await (await booting.ConfigureAwait(false)).HandleAsync(context).ConfigureAwait(false));
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
            await preparing.ConfigureAwait(false);
            var booted = await booting.ConfigureAwait(false);
            var url = AddressOf(application, "https:");
            KubernetesService.Create(booted.ControlPlane.Operations, ControlPlane.ServerContext, url);
            return new SandboxServer(application, booted.ControlPlane, url, booted.Control.UrlOn(AddressOf(application, "http:")));
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            await ((Task)booting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (booting.IsCompletedSuccessfully)
            {
                await (await booting.ConfigureAwait(false)).ControlPlane.DisposeAsync().ConfigureAwait(false);
            }

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

    private static async Task<Booted> BootAsync(SandboxOptions options, ClusterCertificates certificates, CancellationToken cancellationToken)
    {
        var controlPlane = new ControlPlane(options, certificates);
        try
        {
            await new Bootstrap(controlPlane, options).RunAsync(cancellationToken).ConfigureAwait(false);
            return new Booted(controlPlane, new ControlEndpoint(controlPlane.Faults, controlPlane.Effects, controlPlane.Operations.Store));
        }
        catch
        {
            await controlPlane.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static Uri AddressOf(WebApplication application, string scheme) =>
        new(application.Urls.First(address => address.StartsWith(scheme, StringComparison.Ordinal)));

    private static WebApplication Build(SandboxOptions options, ClusterCertificates certificates)
    {
        // Without configuration files, environment variables and log providers: nothing of the host reaches in, and the start costs less.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // As kube-apiserver: bodies up to 3 MiB, and streams that stay open as long as the client likes.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen => UseHttps(listen, certificates));
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        return builder.Build();
    }

    private static void UseHttps(ListenOptions listen, ClusterCertificates certificates) => listen.UseHttps(new HttpsConnectionAdapterOptions
    {
        // Chosen anew for each connection, so that a rotated authority takes effect.
        ServerCertificateSelector = (_, _) => certificates.Serving,
        ClientCertificateMode = ClientCertificateMode.AllowCertificate,
        // kube-apiserver too takes any certificate in the handshake and answers 401 to those that it does not accept.
        ClientCertificateValidation = (_, _, _) => true,
    });

    private sealed record Booted(ControlPlane ControlPlane, ControlEndpoint Control)
    {
        /// <summary>The API speaks TLS, the control endpoint on its own port does not.</summary>
        public Task HandleAsync(HttpContext context) => context.Request.IsHttps ? ControlPlane.HandleAsync(context) : Control.HandleAsync(context);
    }
}
