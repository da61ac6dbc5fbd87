namespace PodKube.Sandbox.Controllers.Apps.Deployments;

/// <summary>Gives a Deployment another size without rolling it: all of it to the one active set, or a share to each in the middle of a rollout.</summary>
internal static class ProportionalScaling
{
    /// <summary>Whether the deployment's size is another one than its sets were last told.</summary>
    public static bool IsWanted(Rollout rollout) =>
        rollout.All.Any(set => set.Replicas > 0 && set.Desired > 0 && set.Desired != rollout.Desired);

    public static void Apply(Rollout rollout)
    {
        if (ActiveOrLatest(rollout) is { } only)
        {
            rollout.Scale(only, rollout.Desired);
            return;
        }

        if (rollout.New is { } set && set.Replicas == rollout.Desired && set.Available == rollout.Desired && set.Desired == rollout.Desired)
        {
            foreach (ReplicaSetView old in rollout.Old.Where(item => item.Replicas > 0).ToList())
            {
                rollout.Scale(old, 0);
            }
        }
        else if (rollout.IsRolling)
        {
            Share(rollout);
        }
    }

    private static ReplicaSetView? ActiveOrLatest(Rollout rollout)
    {
        List<ReplicaSetView> active = [.. rollout.All.Where(set => set.Replicas > 0)];
        return active.Count switch
        {
            0 => rollout.New ?? rollout.Old.LastOrDefault(),
            1 => active[0],
            _ => null,
        };
    }

    private static void Share(Rollout rollout)
    {
        List<ReplicaSetView> sets = [.. rollout.All.Where(set => set.Replicas > 0)];
        int current = sets.Sum(set => set.Replicas);
        int allowed = rollout.Desired > 0 ? rollout.Desired + rollout.Fenceposts.Surge : 0;
        int toAdd = allowed - current;
        // The largest first; among equals the newest when growing and the oldest when shrinking.
        IOrderedEnumerable<ReplicaSetView> ordered = sets.OrderByDescending(set => set.Replicas);
        sets = [.. toAdd > 0 ? ordered.ThenByDescending(set => set.Created) : ordered.ThenBy(set => set.Created)];
        int added = 0;
        Dictionary<string, int> sizes = new(StringComparer.Ordinal);
        foreach (ReplicaSetView set in sets)
        {
            int share = RolloutMath.ProportionalShare(set.Replicas, set.Maximum, current, allowed, toAdd, added);
            sizes[set.Name] = set.Replicas + share;
            added += share;
        }

        if (sets.Count > 0)
        {
            // What rounding left over goes to the first.
            sizes[sets[0].Name] = Math.Max(sizes[sets[0].Name] + toAdd - added, 0);
        }

        foreach (ReplicaSetView set in sets)
        {
            rollout.Scale(set, sizes[set.Name]);
        }
    }
}
