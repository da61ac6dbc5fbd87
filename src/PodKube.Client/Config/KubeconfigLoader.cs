using PodKube.Client.Errors;

namespace PodKube.Client.Config;

/// <summary>Reads kubeconfig files as kubectl does.</summary>
/// <remarks>https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/</remarks>
public sealed class KubeconfigLoader
{
    private readonly IEnvironment _environment;
    private readonly IFileSystem _files;

    /// <summary>Makes a loader over the given surroundings; null takes the real ones.</summary>
    public KubeconfigLoader(IEnvironment? environment = null, IFileSystem? files = null)
    {
        _environment = environment ?? SystemEnvironment.Instance;
        _files = files ?? SystemFileSystem.Instance;
    }

    /// <summary>Loads one context.</summary>
    /// <param name="path">The file; null takes those of <c>KUBECONFIG</c>, else <c>~/.kube/config</c>.</param>
    /// <param name="context">The context; null takes the current one.</param>
    /// <param name="namespace">The namespace; null takes the context's, else <c>default</c>.</param>
    /// <exception cref="KubeConfigException">A file cannot be read, or says something impossible.</exception>
    public ClusterConfig Load(string? path = null, string? context = null, string? @namespace = null)
    {
        IReadOnlyList<string> places = path is null ? FindFiles() : [path];
        if (places.Count == 0)
        {
            List<ConfigAttempt> attempts = [.. DescribePlaces()];
            throw new KubeConfigException(
                ErrorReason.KubeconfigInvalid,
                $"There is no kubeconfig file. {string.Join(" ", attempts.Select(a => a.Finding))}",
                "Name a file, or set KUBECONFIG.",
                attempts);
        }

        return new Kubeconfig([.. places.Select(place => KubeconfigFile.Read(_files, place))]).Resolve(context, @namespace);
    }

    /// <summary>The names of the contexts, in the order of the files.</summary>
    /// <param name="path">The file; null takes those of <c>KUBECONFIG</c>, else <c>~/.kube/config</c>.</param>
    /// <exception cref="KubeConfigException">A file cannot be read.</exception>
    public IReadOnlyList<string> ListContexts(string? path = null)
    {
        IReadOnlyList<string> places = path is null ? FindFiles() : [path];
        return [.. places.SelectMany(place => KubeconfigFile.Read(_files, place).ContextNames).Distinct()];
    }

    /// <summary>The files that would be read: those of <c>KUBECONFIG</c> that exist, else <c>~/.kube/config</c> if it does.</summary>
    public IReadOnlyList<string> FindFiles() => [.. Places().Where(_files.FileExists)];

    internal IEnumerable<ConfigAttempt> DescribePlaces()
    {
        bool named = IsVariableSet;
        return Places().Select(place => new ConfigAttempt(
            place, named ? $"KUBECONFIG names {place}, which does not exist." : $"KUBECONFIG is not set, and there is no {place}."));
    }

    private bool IsVariableSet => _environment.GetVariable("KUBECONFIG") is { Length: > 0 };

    private IEnumerable<string> Places()
    {
        if (_environment.GetVariable("KUBECONFIG") is { Length: > 0 } variable)
        {
            return variable.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Distinct();
        }

        return _environment.HomeDirectory is { Length: > 0 } home ? [Path.Combine(home, ".kube", "config")] : [];
    }
}
