using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Disruption;

/// <summary>What a PodDisruptionBudget allows, given how many pods there should be and are.</summary>
internal sealed record DisruptionStatus(int ExpectedPods, int DesiredHealthy, int CurrentHealthy)
{
    public int Allowed => ExpectedPods > 0 ? Math.Max(0, CurrentHealthy - DesiredHealthy) : 0;

    /// <param name="matching">How many pods the budget selects.</param>
    /// <param name="intended">How many pods their controllers want; percentages and maxUnavailable count from there.</param>
    public static DisruptionStatus Of(JsonObject budget, int matching, int intended, int healthy)
    {
        if (budget.At("spec", "maxUnavailable") is { } maxUnavailable)
        {
            return new DisruptionStatus(intended, Math.Max(0, intended - IntOrPercent.Resolve(maxUnavailable, intended, roundUp: true)), healthy);
        }

        var minAvailable = budget.At("spec", "minAvailable");
        return minAvailable.Number() is null
            ? new DisruptionStatus(intended, IntOrPercent.Resolve(minAvailable, intended, roundUp: true), healthy)
            : new DisruptionStatus(matching, IntOrPercent.Resolve(minAvailable, matching, roundUp: true), healthy);
    }

    /// <summary>The status as the API has it.</summary>
    /// <param name="disrupted">The evicted pods that are not gone yet, with the times of their evictions.</param>
    public JsonObject ToJson(JsonObject budget, JsonObject disrupted, DateTimeOffset now)
    {
        var generation = budget.Number("metadata", "generation") ?? 0;
        var old = budget.Condition("DisruptionAllowed");
        var allowed = Allowed > 0 ? "True" : "False";
        var status = new JsonObject { ["observedGeneration"] = generation };
        if (disrupted.Count > 0)
        {
            status["disruptedPods"] = disrupted;
        }

        status["disruptionsAllowed"] = (long)Allowed;
        status["currentHealthy"] = (long)CurrentHealthy;
        status["desiredHealthy"] = (long)DesiredHealthy;
        status["expectedPods"] = (long)ExpectedPods;
        status["conditions"] = new JsonArray(new JsonObject
        {
            ["type"] = "DisruptionAllowed",
            ["status"] = allowed,
            ["observedGeneration"] = generation,
            ["lastTransitionTime"] = old.Text("status") == allowed ? old.Text("lastTransitionTime") : now.ApiTime(),
            ["reason"] = Allowed > 0 ? "SufficientPods" : "InsufficientPods",
            ["message"] = "",
        });
        return status;
    }
}
