using System.Globalization;
using System.Net.Sockets;
using PodKube.Client.Config;
using PodKube.Client.Errors;

namespace PodKube.Client.Http;

/// <summary>Says what it means when no answer came: what was tried, what was found, what to do.</summary>
internal static class TransportFailure
{
    internal static KubeTransportException From(Exception failure, ClusterConfig config, bool changes)
    {
        HttpRequestException? request = failure as HttpRequestException;
        return Find<ServerCertificateException>(failure) is { } certificate
            ? FromCertificate(certificate, failure, config)
            : request?.HttpRequestError switch
            {
                HttpRequestError.NameResolutionError => HostNotFound(failure, config),
                HttpRequestError.ConnectionError => NoConnection(failure, config),
                HttpRequestError.SecureConnectionError => NoTls(failure, config),
                HttpRequestError.ProxyTunnelError => new KubeTransportException(
                    ErrorReason.ConnectionFailed,
                    $"The proxy did not let the connection to {Name(config.Server)} through: {failure.Message}",
                    $"Check the proxy, or add {config.Server.Host} to NO_PROXY.",
                    failure,
                    config.Server),
                HttpRequestError.InvalidResponse => new KubeTransportException(
                    ErrorReason.BadResponse, $"What answers at {Name(config.Server)} does not speak HTTP as an API server does: {failure.Message}", null, failure, config.Server),
                _ => Lost(failure, config, changes),
            };
    }

    internal static KubeTransportException ConnectTimeout(ClusterConfig config, TimeSpan limit, Exception failure) => new(
        ErrorReason.Timeout,
        $"No connection to {Name(config.Server)} came about within {Seconds(limit)}.",
        "Nothing answers at this address: check that it is right, and that no network policy, firewall or proxy stands between.",
        failure,
        config.Server);

    internal static KubeTransportException ResponseTimeout(ClusterConfig config, TimeSpan limit, bool changes, Exception failure) => new(
        ErrorReason.Timeout,
        $"The server {Name(config.Server)} did not answer within {Seconds(limit)}." + Perhaps(changes),
        "The server is overloaded or the connection is dead: try again, or allow more time.",
        failure,
        config.Server)
    {
        MayHaveBeenCarriedOut = changes,
    };

    internal static KubeTransportException BodyTimeout(ClusterConfig config, TimeSpan limit, bool changes, Exception failure) => new(
        ErrorReason.Timeout,
        $"The answer of {Name(config.Server)} stood still for {Seconds(limit)} before it was complete." + Perhaps(changes),
        "The connection is dead or the server is overloaded: try again, or allow more time.",
        failure,
        config.Server)
    {
        MayHaveBeenCarriedOut = changes,
    };

    /// <summary>The body cannot be unpacked.</summary>
    internal static KubeTransportException Corrupt(Exception failure, ClusterConfig config) => new(
        ErrorReason.BadResponse,
        $"What {Name(config.Server)} sent is not the gzip that it says it is: {failure.Message}",
        "Something between here and the server changes its answers: check proxies.",
        failure,
        config.Server);

    internal static KubeTransportException Lost(Exception failure, ClusterConfig config, bool changes) => new(
        ErrorReason.ConnectionLost,
        $"The connection to {Name(config.Server)} broke before the answer was complete: {Deepest(failure)}" + Perhaps(changes),
        changes ? "Look whether the change is there before sending it again." : "Try again; if it happens often, look at the API server and the network between.",
        failure,
        config.Server)
    {
        MayHaveBeenCarriedOut = changes,
    };

    private static KubeTransportException HostNotFound(Exception failure, ClusterConfig config) => new(
        ErrorReason.HostNotFound,
        $"The server's host name {config.Server.Host} has no address.",
        config.Source == ConfigSource.InCluster
            ? "The cluster's DNS did not resolve it: check the pod's dnsPolicy and that the DNS pods run; with the KUBERNETES_SERVICE_ variables no name is needed."
            : "Check the name and this machine's DNS.",
        failure,
        config.Server);

    private static KubeTransportException NoConnection(Exception failure, ClusterConfig config)
    {
        SocketException? socket = Find<SocketException>(failure);
        bool refused = socket?.SocketErrorCode == SocketError.ConnectionRefused;
        return new KubeTransportException(
            ErrorReason.ConnectionFailed,
            refused
                ? $"Nobody listens at {Name(config.Server)}: the connection was refused."
                : $"No connection to {Name(config.Server)}: {Deepest(failure)}",
            $"Check that the API server runs and that its address is right (from: {config.Origin}).",
            failure,
            config.Server);
    }

    private static KubeTransportException NoTls(Exception failure, ClusterConfig config) => new(
        ErrorReason.TlsFailed,
        $"The TLS handshake with {Name(config.Server)} failed: {Deepest(failure)}",
        "Check that an API server answers there and not something else; if the server asks for a client certificate, that it is one of this cluster.",
        failure,
        config.Server);

    private static KubeTransportException FromCertificate(ServerCertificateException found, Exception failure, ClusterConfig config)
    {
        ServerCertificateFacts facts = found.Certificate;
        string trusted = config.Trust.CertificateAuthority is { } source ? $"the authority in {source}" : "an authority that this machine trusts";
        if (found.IsUntrusted)
        {
            return Make(
                ErrorReason.CertificateInvalid,
                $"The certificate of {Name(config.Server)} ({facts.Subject}, issued by {facts.Issuer}) is not signed by {trusted} ({found.Chain}).",
                "Either the CA file is of another cluster or older than the cluster's CA, or something else than the API server answers there. Take the CA from the ConfigMap kube-root-ca.crt.");
        }

        if (found.IsUntimely)
        {
            return Make(
                ErrorReason.CertificateExpired,
                $"The certificate of {Name(config.Server)}, or its authority's, does not hold now: the server's is for {Time(facts.NotBeforeUtc)} to {Time(facts.NotAfterUtc)}.",
                "Renew the server's certificate; if its dates look right, check this machine's clock.");
        }

        string wanted = config.Trust.TlsServerName ?? config.Server.Host;
        return Make(
            ErrorReason.HostNameMismatch,
            $"The server at {Name(config.Server)} has a valid certificate, but for other names: '{wanted}' is not among {string.Join(", ", facts.Names)}.",
            "Connect by one of these names, or set tls-server-name in the kubeconfig file; inside a pod kubernetes.default.svc is always among them.");

        KubeTransportException Make(string reason, string message, string advice) => new(reason, message, advice, failure, config.Server);
    }

    private static string Perhaps(bool changes) => changes ? " The server may have carried the request out all the same." : "";

    private static T? Find<T>(Exception? failure)
        where T : Exception
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is T found)
            {
                return found;
            }
        }

        return null;
    }

    private static string Deepest(Exception failure)
    {
        while (failure.InnerException is { } inner)
        {
            failure = inner;
        }

        return failure.Message;
    }

    private static string Name(Uri server) => $"{server.Scheme}://{server.Authority}";

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + " s";

    private static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
