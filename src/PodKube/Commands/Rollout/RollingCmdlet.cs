using PodKube.Client.Resources;
using PodKube.Objects;

namespace PodKube.Commands;

/// <summary>The base of the cmdlets that start a rollout: of a workload that has rollouts and is not paused.</summary>
public abstract class RollingCmdlet : PatchingCmdlet
{
    /// <summary>Reads the workload.</summary>
    /// <exception cref="ArgumentException">It is paused.</exception>
    private protected KubeObject ReadRolling(TargetObject item, ApiResource resource)
    {
        KubeObject live = Await(stop => Client.GetAsync(resource, item.PlaceFor(resource), item.Name, stop));
        KubeValue view = KubeValue.Of(KubeObjectFactory.Create(live));
        return view["spec"]["paused"].IsTrue
            ? throw new ArgumentException($"{item.Target} is paused: Resume-KubeRollout lets it roll again.")
            : live;
    }
}
