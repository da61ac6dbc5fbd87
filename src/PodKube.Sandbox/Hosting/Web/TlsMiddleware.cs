using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using PodKube.Sandbox.Pki;

namespace PodKube.Sandbox.Hosting.Web;

/// <summary>
/// Puts TLS between a connection and HTTP. Kestrel's own middleware needs the services of a host, builds the certificate's chain anew for each
/// connection, and cuts what it sends into records of 4 KiB.
/// </summary>
internal sealed class TlsMiddleware(ConnectionDelegate next, ClusterCertificates certificates)
{
    private const int RecordSize = 16 * 1024;

    // Kestrel's default too.
    private static readonly TimeSpan s_handshakeTimeout = TimeSpan.FromSeconds(10);

    private static readonly StreamPipeReaderOptions s_reading = new(bufferSize: RecordSize, leaveOpen: true, useZeroByteReads: true);

    private static readonly StreamPipeWriterOptions s_writing = new(minimumBufferSize: RecordSize, leaveOpen: true);

    public async Task RunAsync(ConnectionContext connection)
    {
        var stream = new SslStream(new DuplexPipeStream(connection.Transport));
        await using (stream.ConfigureAwait(false))
        {
            if (!await HandshakeAsync(stream, connection).ConfigureAwait(false))
            {
                return;
            }

            var features = new TlsFeatures(stream);
            connection.Features.Set<ITlsConnectionFeature>(features);
            connection.Features.Set<ITlsHandshakeFeature>(features);
            connection.Features.Set<ITlsApplicationProtocolFeature>(features);
            await ServeAsync(stream, connection).ConfigureAwait(false);
        }
    }

    /// <summary>False: the client did not see it through, and there is nobody left to tell.</summary>
    private async Task<bool> HandshakeAsync(SslStream stream, ConnectionContext connection)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed);
        timeout.CancelAfter(s_handshakeTimeout);
        try
        {
            await stream.AuthenticateAsServerAsync(NewOptions(), timeout.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception failure) when (failure is IOException or AuthenticationException or OperationCanceledException or InvalidOperationException)
        {
            return false;
        }
    }

    // Anew for each connection, so that a rotated authority takes effect.
    private SslServerAuthenticationOptions NewOptions() => new()
    {
        ServerCertificateContext = certificates.ServingContext,
        // Every client shows its certificate itself, and none outlives the authority that it trusted.
        AllowTlsResume = false,
        ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        ClientCertificateRequired = true,
        // kube-apiserver too takes any certificate in the handshake, and none, and answers 401 to those that it does not accept.
#pragma warning disable CA5359 // The certificate is the client's, and the authenticator validates it.
        RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
    };

    private async Task ServeAsync(SslStream stream, ConnectionContext connection)
    {
        var transport = connection.Transport;
        var secured = new DuplexPipe(PipeReader.Create(stream, s_reading), PipeWriter.Create(stream, s_writing));
        connection.Transport = secured;
        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            await secured.Input.CompleteAsync().ConfigureAwait(false);
            await secured.Output.CompleteAsync().ConfigureAwait(false);
            connection.Transport = transport;
        }
    }

    private sealed record DuplexPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
