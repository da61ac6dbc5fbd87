using System.Net;

namespace PodKube.Client.Config;

/// <summary>All that is needed to talk to one cluster as one user. Plain data; loading it is the loaders' work.</summary>
public sealed record ClusterConfig
{
    private readonly Uri? _proxy;

    /// <summary>The server. Scheme https, except where the caller or a kubeconfig file says http; no credentials are sent over http.</summary>
    public required Uri Server { get; init; }

    /// <summary>The namespace that is meant where none is named. The default is <c>default</c>.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>Where this comes from.</summary>
    public ConfigSource Source { get; init; }

    /// <summary>Where exactly: the service account folder, or the kubeconfig files and the context.</summary>
    public string Origin { get; init; } = "given by the caller";

    /// <summary>The kubeconfig context; null elsewhere.</summary>
    public string? Context { get; init; }

    /// <summary>What makes the server believable.</summary>
    public ClusterTrust Trust { get; init; } = new();

    /// <summary>How the client says who it is.</summary>
    public ClusterCredentials Credentials { get; init; } = ClusterCredentials.Anonymous;

    /// <summary>Whom requests act as; null for oneself.</summary>
    public Impersonation? Impersonation { get; init; }

    /// <summary>
    /// The proxy to go through; null for what the environment says (HTTPS_PROXY, NO_PROXY). A name and password in the address are
    /// taken out of it and used, so that they get into no message.
    /// </summary>
    public Uri? Proxy
    {
        get => _proxy;
        init
        {
            ProxyCredentials = ReadCredentials(value);
            _proxy = value is null || ProxyCredentials is null ? value : new UriBuilder(value) { UserName = "", Password = "" }.Uri;
        }
    }

    internal NetworkCredential? ProxyCredentials { get; private init; }

    /// <summary>What can be shown: no token, key or password.</summary>
    public override string ToString() =>
        $"{Server} (namespace {Namespace}, {Source}: {Origin}, {Credentials}{(Impersonation is null ? "" : $", as {Impersonation.User}")})";

    private static NetworkCredential? ReadCredentials(Uri? proxy)
    {
        if (proxy is null || proxy.UserInfo.Length == 0)
        {
            return null;
        }

        string[] parts = proxy.UserInfo.Split(':', 2);
        return new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }
}
