namespace PodKube.Sandbox.Controllers.Apps.Deployments;

/// <summary>One step of a rolling update: more of the new set, or fewer of the old ones.</summary>
internal static class RollingUpdate
{
    /// <summary>Does the next step; true where it changed the size of a set.</summary>
    public static bool Step(Rollout rollout) => ScaleNew(rollout) || ScaleOld(rollout);

    private static bool ScaleNew(Rollout rollout)
    {
        if (rollout.New is not { } set || set.Replicas == rollout.Desired)
        {
            return false;
        }

        if (set.Replicas > rollout.Desired)
        {
            return rollout.Scale(set, rollout.Desired);
        }

        int all = rollout.All.Sum(item => item.Replicas);
        return rollout.Scale(set, RolloutMath.NewReplicas(rollout.Desired, rollout.Fenceposts.Surge, all, set.Replicas));
    }

    private static bool ScaleOld(Rollout rollout)
    {
        if (rollout.New is not { } set || rollout.Old.Sum(item => item.Replicas) == 0)
        {
            return false;
        }

        int unavailable = Math.Min(rollout.Fenceposts.Unavailable, rollout.Desired);
        int all = rollout.All.Sum(item => item.Replicas);
        int room = RolloutMath.MaxScaledDown(rollout.Desired, unavailable, all, set.Replicas, set.Available);
        if (room <= 0)
        {
            return false;
        }

        int cleaned = CleanUpUnhealthy(rollout, room);
        return cleaned > 0 | ScaleDownAvailable(rollout, unavailable);
    }

    // Old pods that do not serve anyway go first; they take nothing from availability.
    private static int CleanUpUnhealthy(Rollout rollout, int room)
    {
        int total = 0;
        foreach (ReplicaSetView set in rollout.Old.ToList())
        {
            int unhealthy = set.Replicas - set.Available;
            int count = Math.Min(room - total, unhealthy);
            if (set.Replicas > 0 && count > 0)
            {
                rollout.Scale(set, set.Replicas - count);
                total += count;
            }
        }

        return total;
    }

    private static bool ScaleDownAvailable(Rollout rollout, int unavailable)
    {
        int room = rollout.All.Sum(item => item.Available) - (rollout.Desired - unavailable);
        int total = 0;
        foreach (ReplicaSetView set in rollout.Old.ToList())
        {
            int count = Math.Min(room - total, set.Replicas);
            if (count > 0)
            {
                rollout.Scale(set, set.Replicas - count);
                total += count;
            }
        }

        return total > 0;
    }
}
