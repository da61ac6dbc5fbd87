using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Pki;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Aggregation;

/// <summary>
/// Connections to extension servers: they show the front proxy's certificate and verify the server as its APIService says.
/// They go to loopback alone; the addresses of pretend pods lead nowhere, as the sandbox has no network of its own.
/// </summary>
internal sealed class ExtensionConnections(ObjectStore store, ClusterCertificates certificates) : IDisposable
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The client for an APIService in its present version.</summary>
    public HttpMessageInvoker For(JsonObject apiService, ExtensionTarget target)
    {
        var version = apiService.GetObject("spec")?.ToJsonString() ?? "";
        var entry = _entries.AddOrUpdate(
            apiService.Name(),
            _ => new Entry(version, Create(apiService, target)),
            (_, known) => known.Version == version ? known : new Entry(version, Create(apiService, target)));
        return entry.Client;
    }

    public void Dispose()
    {
        foreach (var entry in _entries.Values)
        {
            entry.Client.Dispose();
        }
    }

    private HttpMessageInvoker Create(JsonObject apiService, ExtensionTarget target)
    {
        var spec = apiService.GetObject("spec");
        return new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            // One request for each connection: the stream below rewrites the first head that it sees.
            PooledConnectionLifetime = TimeSpan.Zero,
            PlaintextStreamFilter = static (context, _) => new ValueTask<Stream>(new RepeatedHeaderStream(context.PlaintextStream)),
            RequestHeaderEncodingSelector = static (_, _) => System.Text.Encoding.UTF8,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            ConnectCallback = (_, cancellationToken) => ConnectAsync(target, cancellationToken),
            SslOptions = TlsOptions(spec),
        });
    }

    private SslClientAuthenticationOptions TlsOptions(JsonObject? spec)
    {
        var options = new SslClientAuthenticationOptions
        {
            LocalCertificateSelectionCallback = (_, _, _, _, _) => certificates.FrontProxyClient,
            ClientCertificates = [certificates.FrontProxyClient],
        };
        if (spec.GetBool("insecureSkipTLSVerify") == true)
        {
#pragma warning disable CA5359 // The field asks for exactly this, and a real server obeys it too.
            options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (spec.GetText("caBundle") is { Length: > 0 } bundle)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPem(System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(bundle)));
            options.CertificateChainPolicy = policy;
        }

        return options;
    }

    private async ValueTask<Stream> ConnectAsync(ExtensionTarget target, CancellationToken cancellationToken)
    {
        var (address, problem) = target.Resolve(store);
        if (address is null || !IsLoopback(address))
        {
            throw new HttpRequestException(problem?.Message ?? $"dial tcp {address}: connect: no route to host");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsLoopback(EndPoint address) => address switch
    {
        IPEndPoint ip => IPAddress.IsLoopback(ip.Address),
        DnsEndPoint dns => dns.Host is "localhost" || (IPAddress.TryParse(dns.Host, out var ip) && IPAddress.IsLoopback(ip)),
        _ => false,
    };

    private sealed record Entry(string Version, HttpMessageInvoker Client);
}
