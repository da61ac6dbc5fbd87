using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace PodKube.Client.Tests.Support;

/// <summary>A real HTTPS server on loopback whose certificate can be replaced while it runs.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private int _connections;

    private TlsServer(WebApplication application) => _application = application;

    internal required X509Certificate2 Certificate { get; set; }

    internal int Connections => _connections;

    internal Uri Address => new(_application.Urls.Single());

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        Certificate.Dispose();
    }

    internal static async Task<TlsServer> StartAsync(X509Certificate2 certificate, RequestDelegate answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        TlsServer? server = null;
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Use(next => connection =>
            {
                Interlocked.Increment(ref server!._connections);
                return next(connection);
            });
            listen.UseHttps(https =>
            {
                https.ServerCertificateSelector = (_, _) => server!.Certificate;
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                https.AllowAnyClientCertificate();
            });
        }));
        WebApplication application = builder.Build();
        application.Run(answer);
        server = new TlsServer(application) { Certificate = certificate };
        await application.StartAsync();
        return server;
    }
}
