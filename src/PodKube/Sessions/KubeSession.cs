using PodKube.Client;
using PodKube.Client.Config;
using PodKube.Sessions;

namespace PodKube;

/// <summary>
/// An open session with one API server: facts that do not change, and a client that any number of threads may use. It prints without
/// secrets. Made by <c>Connect-KubeCluster</c>.
/// </summary>
public sealed class KubeSession
{
    internal KubeSession(KubeClient client)
        : this(client, client.Config.Namespace, null)
    {
    }

    private KubeSession(KubeClient client, string defaultNamespace, string? serverVersion)
    {
        Client = client;
        Namespace = defaultNamespace;
        ServerVersion = serverVersion;
    }

    /// <summary>The API server.</summary>
    public Uri Server => Config.Server;

    /// <summary>The namespace that is meant where none is named.</summary>
    public string Namespace { get; }

    /// <summary>Where the configuration comes from: InCluster, Kubeconfig or Explicit.</summary>
    public string Source => Config.Source.ToString();

    /// <summary>The service account folder, or the kubeconfig files and the context.</summary>
    public string Origin => Config.Origin;

    /// <summary>The kubeconfig context; null elsewhere.</summary>
    public string? Context => Config.Context;

    /// <summary>The kinds of credentials in use, without their values.</summary>
    public string Credentials => Config.Credentials.ToString();

    /// <summary>The user that requests act as; null for oneself.</summary>
    public string? ActsAs => Config.Impersonation?.User;

    /// <summary>The server's version; null when <c>Connect-KubeCluster</c> did not ask for it.</summary>
    public string? ServerVersion { get; }

    /// <summary>Whether this is the session that cmdlets use when none is named.</summary>
    public bool IsDefault => SessionRegistry.IsDefault(this);

    internal KubeClient Client { get; }

    private ClusterConfig Config => Client.Config;

    /// <summary>Server and namespace.</summary>
    public override string ToString() => $"{Server} (namespace {Namespace})";

    internal KubeSession WithServerVersion(string? version) => new(Client, Namespace, version);

    internal KubeSession WithNamespace(string name) => new(Client, name, ServerVersion);
}
