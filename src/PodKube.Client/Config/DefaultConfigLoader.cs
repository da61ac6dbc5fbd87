using PodKube.Client.Errors;

namespace PodKube.Client.Config;

/// <summary>Finds a configuration the way people expect: the pod's service account, else kubeconfig.</summary>
public sealed class DefaultConfigLoader
{
    private readonly InClusterConfigLoader _inCluster;
    private readonly KubeconfigLoader _kubeconfig;

    /// <summary>Makes a loader over the given surroundings; null takes the real ones.</summary>
    public DefaultConfigLoader(IEnvironment? environment = null, IFileSystem? files = null)
    {
        _inCluster = new InClusterConfigLoader(environment, files);
        _kubeconfig = new KubeconfigLoader(environment, files);
    }

    /// <summary>Loads the first configuration that is there.</summary>
    /// <param name="namespace">The namespace; null takes what the configuration says.</param>
    /// <exception cref="KubeConfigException">
    /// Nothing was found (<see cref="ErrorReason.NotInCluster"/>, with every attempt), or what was found cannot be used.
    /// </exception>
    public ClusterConfig Load(string? @namespace = null)
    {
        KubeConfigException inCluster;
        try
        {
            return _inCluster.Load(null, @namespace);
        }
        catch (KubeConfigException e)
        {
            inCluster = e;
        }

        if (_kubeconfig.FindFiles().Count > 0)
        {
            return _kubeconfig.Load(null, null, @namespace);
        }

        // A pod whose service account is broken and that has no kubeconfig: the broken account is the news.
        List<ConfigAttempt> attempts = [new(_inCluster.Folder(null), inCluster.Message), .. _kubeconfig.DescribePlaces()];
        string places = string.Join(" ", attempts.Select((a, i) => $"({i + 1}) {a.Finding}"));
        throw new KubeConfigException(
            inCluster.Reason,
            $"No cluster to connect to was found. {places}",
            inCluster.Advice,
            attempts,
            inCluster);
    }
}
