using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PodKube.Sandbox.Pki;

namespace PodKube.Sandbox.Hosting.Web;

/// <summary>
/// Kestrel on loopback, on its own: one port with TLS, one without. The services, configuration, logging and meters of a generic host would serve
/// nothing here and cost a third of the start.
/// </summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly KestrelServer _server;
    private ListenOptions? _secure;
    private ListenOptions? _plain;

    /// <param name="port">The port with TLS; 0 lets the system choose. It always chooses the other one.</param>
    public WebServer(int port, ClusterCertificates certificates)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        // As kube-apiserver: bodies up to 3 MiB, which the handlers see to, and streams that stay open as long as the client likes.
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MinResponseDataRate = null;
        options.Listen(IPAddress.Loopback, port, listen =>
        {
            _secure = listen;
            listen.Use(next => new TlsMiddleware(next, certificates).RunAsync);
        });
        options.Listen(IPAddress.Loopback, 0, listen => _plain = listen);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        _server = new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
    }

    /// <summary>The address of the port with TLS, once it has started.</summary>
    public Uri Url => new($"https://{_secure!.IPEndPoint}");

    /// <summary>The address of the port without TLS, once it has started.</summary>
    public Uri PlainUrl => new($"http://{_plain!.IPEndPoint}");

    public Task StartAsync(RequestDelegate handler, CancellationToken cancellationToken) =>
        _server.StartAsync(new Application(handler), cancellationToken);

    /// <summary>Closes the listeners and every connection, whatever is on its way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new CancellationToken(true)).ConfigureAwait(false);
        _server.Dispose();
    }

    private sealed class Application(RequestDelegate handler) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => handler(context);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
            // What belongs to a context ends with its connection.
        }
    }
}
