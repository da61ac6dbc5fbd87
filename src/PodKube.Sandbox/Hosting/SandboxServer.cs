using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Hosting.Web;
using PodKube.Sandbox.Pki;

namespace PodKube.Sandbox.Hosting;

/// <summary>A running sandbox: the control plane behind HTTPS on loopback.</summary>
internal sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebServer _web;

    private SandboxServer(WebServer web, ControlPlane controlPlane, Uri url, Uri controlUrl)
    {
        _web = web;
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
        var web = new WebServer(options.Port, certificates);
        using var rehearsal = new Rehearsal();
        try
        {
            await web.StartAsync(HandleAsync, cancellationToken).ConfigureAwait(false);
            var rehearsing = rehearsal.RunAsync(web.Url, certificates.Serving, cancellationToken);
            await preparing.ConfigureAwait(false);
            var booted = await booting.ConfigureAwait(false);
            var url = web.Url;
            await rehearsing.ConfigureAwait(false);
            KubernetesService.Create(booted.ControlPlane.Operations, ControlPlane.ServerContext, url);
            return new SandboxServer(web, booted.ControlPlane, url, booted.Control.UrlOn(web.PlainUrl));
        }
        catch
        {
            await web.DisposeAsync().ConfigureAwait(false);
            await ((Task)booting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (booting.IsCompletedSuccessfully)
            {
                await (await booting.ConfigureAwait(false)).ControlPlane.DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }

        async Task HandleAsync(HttpContext context)
        {
            if (!rehearsal.Sent(context))
            {
                await (await booting.ConfigureAwait(false)).HandleAsync(context).ConfigureAwait(false);
            }
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
        await _web.DisposeAsync().ConfigureAwait(false);
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

    private sealed record Booted(ControlPlane ControlPlane, ControlEndpoint Control)
    {
        /// <summary>The API speaks TLS, the control endpoint on its own port does not.</summary>
        public Task HandleAsync(HttpContext context) => context.Request.IsHttps ? ControlPlane.HandleAsync(context) : Control.HandleAsync(context);
    }
}
