using PodKube.Client.Errors;

namespace PodKube.Client.Config;

/// <summary>Several kubeconfig files as one: the first to name something wins.</summary>
/// <remarks>https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/#merging-kubeconfig-files</remarks>
internal sealed class Kubeconfig
{
    private readonly IReadOnlyList<KubeconfigFile> _files;

    internal Kubeconfig(IReadOnlyList<KubeconfigFile> files) => _files = files;

    private string Places => string.Join(", ", _files.Select(f => f.Path));

    /// <summary>The context to use: the one asked for, else the current one.</summary>
    /// <exception cref="KubeConfigException">There is none, or it names what is not there.</exception>
    internal ClusterConfig Resolve(string? context, string? @namespace)
    {
        string name = context ?? _files.Select(f => f.CurrentContext).FirstOrDefault(c => c is not null) ?? throw NoContext();
        KubeconfigEntry chosen = Find("contexts", "context", name) ?? throw NoSuchContext(name);
        KubeconfigEntry cluster = Refer(chosen, name, "clusters", "cluster", chosen.Require("cluster"));
        KubeconfigEntry? user = chosen.Text("user") is { } userName ? Refer(chosen, name, "users", "user", userName) : null;
        ClusterTrust trust = ReadTrust(cluster);
        return new ClusterConfig
        {
            Server = ReadServer(cluster),
            Namespace = @namespace ?? chosen.Text("namespace") ?? "default",
            Source = ConfigSource.Kubeconfig,
            Origin = $"{Places}, context {name}",
            Context = name,
            Trust = trust,
            Credentials = user is null ? ClusterCredentials.Anonymous : KubeconfigUser.ReadCredentials(user, cluster),
            Impersonation = user is null ? null : KubeconfigUser.ReadImpersonation(user),
            Proxy = cluster.Uri("proxy-url"),
        };
    }

    private static Uri ReadServer(KubeconfigEntry cluster)
    {
        Uri server = cluster.RequireUri("server");
        return server.UserInfo.Length == 0
            ? server
            : throw cluster.Wrong("its server address holds a name or password, which messages would show", "Put them into the user: username and password.");
    }

    private static ClusterTrust ReadTrust(KubeconfigEntry cluster)
    {
        ClusterTrust trust = new()
        {
            CertificateAuthority = cluster.Pem("certificate-authority"),
            TlsServerName = cluster.Text("tls-server-name"),
            SkipTlsVerify = cluster.Flag("insecure-skip-tls-verify"),
        };
        return trust is { SkipTlsVerify: true, CertificateAuthority: not null }
            ? throw cluster.Wrong("insecure-skip-tls-verify is true and a certificate-authority is given: one contradicts the other", "Remove insecure-skip-tls-verify.")
            : trust;
    }

    private KubeconfigEntry? Find(string list, string field, string name) =>
        _files.Select(f => f.Find(list, field, name)).FirstOrDefault(found => found is not null);

    private KubeconfigEntry Refer(KubeconfigEntry context, string contextName, string list, string field, string name) =>
        Find(list, field, name) ?? throw context.Wrong($"it names the {field} '{name}', which is in none of {Places}", $"Correct the context {contextName}, or add the {field}.");

    private KubeConfigException NoContext() => new(
        ErrorReason.ContextNotFound,
        $"No context is chosen: current-context is not set in {Places}.",
        Known() is { Count: > 0 } known ? $"Name one of these contexts: {string.Join(", ", known)}." : "The files hold no contexts: check KUBECONFIG.");

    private KubeConfigException NoSuchContext(string name) => new(
        ErrorReason.ContextNotFound,
        $"There is no context '{name}' in {Places}.",
        Known() is { Count: > 0 } known ? $"There are: {string.Join(", ", known)}." : "The files hold no contexts: check KUBECONFIG.");

    private List<string> Known() => [.. _files.SelectMany(f => f.ContextNames).Distinct()];
}
