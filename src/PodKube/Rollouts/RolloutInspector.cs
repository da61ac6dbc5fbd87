using PodKube.Client;
using PodKube.Client.Errors;
using PodKube.Client.Resources;
using PodKube.Objects;
using PodKube.Sessions;

namespace PodKube.Rollouts;

/// <summary>Finds out more about a rollout than the workload says. What may not be read is left out, and noted in a verbose line.</summary>
internal sealed class RolloutInspector(KubeClient client)
{
    /// <summary>Finds out which of the pods in trouble have the newest template.</summary>
    public async Task<bool> SortAsync(AwaitedRollout rollout, CancellationToken cancellationToken)
    {
        rollout.Sort(await ReadHistoryAsync(rollout, cancellationToken).ConfigureAwait(false));
        return true;
    }

    /// <summary>
    /// Finds out why a rollout did not come to its end: from its pods as they are now, and where those say nothing from events, which is
    /// all that stateful sets and daemon sets have when they cannot create pods.
    /// </summary>
    public async Task<bool> ExamineAsync(AwaitedRollout rollout, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (KubeObject pod in rollout.ListPodsAsync(client, cancellationToken).ConfigureAwait(false))
            {
                rollout.TakePod(pod, isGone: false);
            }

            await SortAsync(rollout, cancellationToken).ConfigureAwait(false);
            if (!rollout.Troubles.Any())
            {
                rollout.CreationEvent = await CreationEvents.FindLastAsync(client, rollout.Workload, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (KubeException e)
        {
            Note($"Why {rollout.Target} does not get on cannot be found out: {e.Message}");
        }

        return true;
    }

    /// <summary>The rollout as people get it.</summary>
    public async Task<KubeRollout> DescribeAsync(AwaitedRollout rollout, CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredTemplate> history = await ReadHistoryAsync(rollout, cancellationToken).ConfigureAwait(false) ?? [];
        return new KubeRollout(
            KubeObjectFactory.Create(rollout.Workload), rollout.Target, rollout.Status, [.. history.Select(static h => h.Facts)]);
    }

    private async Task<IReadOnlyList<StoredTemplate>?> ReadHistoryAsync(AwaitedRollout rollout, CancellationToken cancellationToken)
    {
        try
        {
            return await RolloutHistory.FindAsync(client, rollout.Workload, cancellationToken).ConfigureAwait(false);
        }
        catch (KubeException e)
        {
            Note($"The templates of {rollout.Target} cannot be read: {e.Message}");
            return null;
        }
    }

    private static void Note(string text) => PipelineMessages.Current?.Add(new PipelineMessage(false, text));
}
