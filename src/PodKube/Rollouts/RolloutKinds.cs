using PodKube.Client.Resources;

namespace PodKube.Rollouts;

/// <summary>The kinds whose pods are replaced step by step.</summary>
internal static class RolloutKinds
{
    private const string Group = "apps";

    /// <summary>Whether a kind has rollouts.</summary>
    public static bool Have(ApiResource resource) => resource is { Group: Group, Kind: "Deployment" or "StatefulSet" or "DaemonSet" };

    /// <summary>Whether rollouts of a kind can be paused.</summary>
    public static bool CanPause(ApiResource resource) => resource is { Group: Group, Kind: "Deployment" };

    /// <summary>Passes on a kind that has rollouts.</summary>
    /// <exception cref="ArgumentException">It has none.</exception>
    public static ApiResource Checked(ApiResource resource) => Have(resource)
        ? resource
        : throw new ArgumentException($"A {resource.Kind} has no rollouts: deployments, stateful sets and daemon sets have.");
}
