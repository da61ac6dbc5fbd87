using PodKube.Client.Errors;

namespace PodKube.Client.Config;

/// <summary>Finds the service account that Kubernetes mounts into a pod.</summary>
/// <remarks>https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/#directly-accessing-the-rest-api</remarks>
public sealed class InClusterConfigLoader
{
    /// <summary>Where Kubernetes mounts the service account.</summary>
    public const string DefaultFolder = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>The variable that names another folder.</summary>
    public const string FolderVariable = "PODKUBE_SERVICEACCOUNT";

    private readonly IEnvironment _environment;
    private readonly IFileSystem _files;

    /// <summary>Makes a loader over the given surroundings; null takes the real ones.</summary>
    public InClusterConfigLoader(IEnvironment? environment = null, IFileSystem? files = null)
    {
        _environment = environment ?? SystemEnvironment.Instance;
        _files = files ?? SystemFileSystem.Instance;
    }

    /// <summary>Reads the service account.</summary>
    /// <param name="folder">The folder; null takes <c>PODKUBE_SERVICEACCOUNT</c>, else <see cref="DefaultFolder"/>.</param>
    /// <param name="namespace">The namespace; null takes <c>POD_NAMESPACE</c>, else the folder's namespace file, else <c>default</c>.</param>
    /// <exception cref="KubeConfigException">This is no pod, or its service account is not usable. The reason says which.</exception>
    public ClusterConfig Load(string? folder = null, string? @namespace = null)
    {
        string place = Folder(folder);
        string tokenFile = Path.Combine(place, "token");
        string authorityFile = Path.Combine(place, "ca.crt");
        ServiceAccountFolder account = new(_files, place);
        account.RequireToken(tokenFile, HasServerVariables);
        account.RequireAuthority(authorityFile);
        return new ClusterConfig
        {
            Server = Server(),
            Namespace = @namespace ?? Variable("POD_NAMESPACE") ?? account.ReadNamespace() ?? "default",
            Source = ConfigSource.InCluster,
            Origin = place,
            Trust = new ClusterTrust { CertificateAuthority = PemSource.FromFile(authorityFile) },
            Credentials = new ClusterCredentials { TokenFile = tokenFile },
        };
    }

    internal string Folder(string? folder) => folder ?? Variable(FolderVariable) ?? DefaultFolder;

    private bool HasServerVariables => Variable("KUBERNETES_SERVICE_HOST") is not null || Variable("KUBERNETES_PORT_443_TCP_ADDR") is not null;

    private string? Variable(string name) => _environment.GetVariable(name)?.Trim() is { Length: > 0 } value ? value : null;

    private Uri Server()
    {
        if (Variable("KUBERNETES_SERVICE_HOST") is { } host)
        {
            return ServerAddress.Make(host, Variable("KUBERNETES_SERVICE_PORT") ?? Variable("KUBERNETES_SERVICE_PORT_HTTPS"), "KUBERNETES_SERVICE_");
        }

        if (Variable("KUBERNETES_PORT_443_TCP_ADDR") is { } address)
        {
            return ServerAddress.Make(address, Variable("KUBERNETES_PORT_443_TCP_PORT"), "KUBERNETES_PORT_443_TCP_");
        }

        // Pods with enableServiceLinks: false or a cleaned environment still resolve the service's name.
        return new Uri("https://kubernetes.default.svc:443/");
    }
}
