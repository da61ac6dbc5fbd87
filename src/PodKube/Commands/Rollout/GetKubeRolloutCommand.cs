using System.Management.Automation;
using PodKube.Client.Resources;
using PodKube.Objects;
using PodKube.Rollouts;

namespace PodKube.Commands;

/// <summary>Gets how far the rollouts of deployments, stateful sets and daemon sets are, and which templates they have had.</summary>
[Cmdlet(VerbsCommon.Get, "KubeRollout", DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(KubeRollout))]
public sealed class GetKubeRolloutCommand : TargetingCmdlet
{
    private protected override void Process(TargetObject item)
    {
        ApiResource resource = RolloutKinds.Checked(item.Resolve());
        KubeObject live = Await(stop => Client.GetAsync(resource, item.PlaceFor(resource), item.Name, stop));
        PSObject workload = KubeObjectFactory.Create(live);
        RolloutStatus status = RolloutStatus.Of(KubeValue.Of(workload), resource.Kind);
        IReadOnlyList<StoredTemplate> history = Await(stop => RolloutHistory.FindAsync(Client, live, stop));
        WriteObject(new KubeRollout(workload, new KubeTarget(resource.Kind, live.Namespace, live.Name), status, [.. history.Select(static h => h.Facts)]));
    }
}
