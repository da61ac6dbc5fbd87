using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;

namespace PodKube.Sandbox.Hosting.Web;

/// <summary>
/// A request of the server to itself, answered without the API. The first handshake and the first request of a process cost a third of its start, for
/// code that is loaded and compiled then: here that happens beside the rest of the start, and the first client does not wait for it.
/// </summary>
internal sealed class Rehearsal : IDisposable
{
    private static readonly byte[] s_request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray();

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    // -1, which no connection has, once it is over: then the system may give the port to a client.
    private volatile int _port;

    public Rehearsal()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
    }

    /// <summary>Whether a request is the one that <see cref="RunAsync"/> sends.</summary>
    public bool Sent(HttpContext context) => context.Connection.RemotePort == _port;

    /// <summary>Sends it and waits for the answer. Nothing depends on its success.</summary>
    public async Task RunAsync(Uri url, X509Certificate2 server, CancellationToken cancellationToken)
    {
        try
        {
            await _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, url.Port), cancellationToken).ConfigureAwait(false);
            var stream = new SslStream(new NetworkStream(_socket));
            await using (stream.ConfigureAwait(false))
            {
                await stream.AuthenticateAsClientAsync(NewOptions(server), cancellationToken).ConfigureAwait(false);
                await stream.WriteAsync(s_request, cancellationToken).ConfigureAwait(false);
                await stream.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (failure is IOException or SocketException or AuthenticationException or OperationCanceledException or ObjectDisposedException)
        {
            // Then the first client pays, as it would have without a rehearsal.
        }
    }

    public void Dispose()
    {
        _port = -1;
        _socket.Dispose();
    }

    private static SslClientAuthenticationOptions NewOptions(X509Certificate2 server) => new()
    {
        TargetHost = "127.0.0.1",
        AllowTlsResume = false,
        RemoteCertificateValidationCallback = (_, certificate, _, _) => server.Equals(certificate),
    };
}
