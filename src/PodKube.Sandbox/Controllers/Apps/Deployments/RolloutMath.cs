using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Apps.Deployments;

/// <summary>The sums of a rolling update (https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment).</summary>
internal static class RolloutMath
{
    /// <summary>How many pods there may be above the wish, and how many may be missing; never both zero.</summary>
    public static (int Surge, int Unavailable) Fenceposts(JsonNode? rollingUpdate, int desired)
    {
        int surge = IntOrPercent.Resolve(rollingUpdate.At("maxSurge"), desired, roundUp: true);
        int unavailable = IntOrPercent.Resolve(rollingUpdate.At("maxUnavailable"), desired, roundUp: false);
        return surge == 0 && unavailable == 0 ? (0, 1) : (surge, unavailable);
    }

    /// <summary>How many replicas the new set may have now, given how many there are over all sets.</summary>
    public static int NewReplicas(int desired, int surge, int allReplicas, int newReplicas)
    {
        int room = desired + surge - allReplicas;
        return room <= 0 ? newReplicas : newReplicas + Math.Min(room, desired - newReplicas);
    }

    /// <summary>How many of the old replicas may go now: what is above the least number of available pods, less those of the new set that are not there yet.</summary>
    public static int MaxScaledDown(int desired, int unavailable, int allReplicas, int newReplicas, int newAvailable) =>
        allReplicas - (desired - unavailable) - (newReplicas - newAvailable);

    /// <summary>A set's share of a change of the deployment's size in the middle of a rollout, in proportion to its own size.</summary>
    public static int ProportionalShare(int replicas, int annotatedMaximum, int currentTotal, int allowedTotal, int toAdd, int added)
    {
        if (replicas == 0 || toAdd == 0 || toAdd == added)
        {
            return 0;
        }

        int maximum = annotatedMaximum > 0 ? annotatedMaximum : currentTotal;
        int share = (int)Math.Round((double)replicas * allowedTotal / maximum, MidpointRounding.AwayFromZero) - replicas;
        int allowed = toAdd - added;
        return toAdd > 0 ? Math.Min(share, allowed) : Math.Max(share, allowed);
    }
}
