namespace PodKube.Client.Config;

/// <summary>Where a configuration comes from.</summary>
public enum ConfigSource
{
    /// <summary>Given by the caller.</summary>
    Explicit,

    /// <summary>A pod's service account.</summary>
    InCluster,

    /// <summary>One or more kubeconfig files.</summary>
    Kubeconfig,
}
