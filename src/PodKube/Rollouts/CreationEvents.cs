using PodKube.Client;
using PodKube.Client.Requests;
using PodKube.Client.Resources;
using PodKube.Commands;
using PodKube.Objects;

namespace PodKube.Rollouts;

/// <summary>Finds why a controller cannot create pods, where it says so in its events only.</summary>
internal static class CreationEvents
{
    /// <summary>What the last of them says; null when there is none.</summary>
    public static async Task<RolloutTrouble?> FindLastAsync(KubeClient client, KubeObject workload, CancellationToken cancellationToken)
    {
        ListOptions options = new() { Namespace = workload.Namespace, FieldSelector = $"involvedObject.uid={workload.Uid},reason=FailedCreate" };
        (DateTime? Time, string Message) last = (null, "");
        await foreach (KubeObject item in client.ListAsync(KnownKinds.Get("Event"), options, cancellationToken).ConfigureAwait(false))
        {
            KubeValue view = KubeValue.Of(KubeObjectFactory.Create(item));
            DateTime? time = view["lastTimestamp"].Time ?? view["eventTime"].Time ?? view["metadata"]["creationTimestamp"].Time;
            if (last.Time is null || time > last.Time)
            {
                last = (time, view["message"].Text ?? "");
            }
        }

        return last.Time is null ? null : RolloutTrouble.OfCreation("FailedCreate", last.Message);
    }
}
