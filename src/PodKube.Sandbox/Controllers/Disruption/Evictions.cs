using System.Globalization;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Apps;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Disruption;

/// <summary>Answers pods/eviction: deletes the pod if its PodDisruptionBudget lets it go.</summary>
internal sealed class Evictions(ResourceOperations operations) : ICreateHandler
{
    private const int SecondsUntilProcessed = 10;

    private readonly ResourceKind _pods = operations.Kinds.Require("pods");
    private readonly ResourceKind _budgets = operations.Kinds.Require(DisruptionController.Budgets);

    public bool Handles(string resource, string subresource) => resource == "pods" && subresource == "eviction";

    public JsonObject Create(OperationContext context, RequestInfo request, JsonObject body)
    {
        if (body.Name() != request.Name)
        {
            throw ApiErrors.BadRequest("name in URL does not match name in Eviction object");
        }

        var options = body.Map("deleteOptions");
        context = context with { DryRun = context.DryRun || options.Texts("dryRun").Contains("All") };
        var deletion = DeleteOptions.FromJson(options);
        var stored = operations.Get(_pods, request.Namespace, request.Name);
        // Before the budget is spent: a pod that took the place of the one that is meant costs nothing.
        Deletion.CheckPreconditions(_pods, stored, deletion);
        var pod = stored.Value;
        if (!IsBeyondBudgets(pod))
        {
            Spend(context, request.Namespace, pod);
            Mark(context, request.Namespace, pod.Name());
            // The mark is a version of its own, and the caller's was checked.
            deletion = deletion with { PreconditionResourceVersion = null };
        }

        operations.Delete(context, _pods, request.Namespace, request.Name, deletion);
        return new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success" };
    }

    /// <summary>Pods that do not run yet, or not any more, may always go.</summary>
    private static bool IsBeyondBudgets(JsonObject pod) =>
        pod.IsDeleting() || pod.Text("status", "phase") is "Succeeded" or "Failed" or "Pending";

    private void Spend(OperationContext context, string ns, JsonObject pod)
    {
        List<JsonObject> budgets = [.. operations.List(_budgets, ns).Items.Select(item => item.Value)
            .Where(item => LabelSelector.Parse(item.At("spec", "selector"))?.MatchesObject(pod) == true)];
        if (budgets.Count > 1)
        {
            throw ApiErrors.Make(
                500, "InternalError", "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.", null);
        }

        if (budgets.Count == 1 && !MayGoUnready(pod, budgets[0]))
        {
            operations.Update(context, _budgets, ns, budgets[0].Name(), budget => Decrement(budget, pod.Name()), "status");
        }
    }

    /// <summary>https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy.</summary>
    private static bool MayGoUnready(JsonObject pod, JsonObject budget)
    {
        if (pod.Condition("Ready").Text("status") == "True")
        {
            return false;
        }

        var desired = budget.Count(0, "status", "desiredHealthy");
        return budget.Text("spec", "unhealthyPodEvictionPolicy") == "AlwaysAllow" || (desired > 0 && budget.Count(0, "status", "currentHealthy") >= desired);
    }

    private JsonObject Decrement(JsonObject budget, string pod)
    {
        var name = budget.Name();
        var status = budget.EnsureObject("status");
        if (status.Number("observedGeneration").GetValueOrDefault() < budget.Number("metadata", "generation"))
        {
            throw Refused(SecondsUntilProcessed, $"The disruption budget {name} is still being processed by the server.");
        }

        var allowed = status.Count(0, "disruptionsAllowed");
        if (allowed <= 0)
        {
            var needs = string.Create(
                CultureInfo.InvariantCulture,
                $"The disruption budget {name} needs {status.Count(0, "desiredHealthy")} healthy pods and has {status.Count(0, "currentHealthy")} currently");
            throw Refused(0, needs);
        }

        status["disruptionsAllowed"] = (long)(allowed - 1);
        status.EnsureObject("disruptedPods")[pod] = operations.Time.GetUtcNow().ApiTime();
        return budget;
    }

    private void Mark(OperationContext context, string ns, string name) => operations.Update(
        context,
        _pods,
        ns,
        name,
        pod =>
        {
            Conditions.Replace(pod.EnsureObject("status"), new JsonObject
            {
                ["type"] = "DisruptionTarget",
                ["status"] = "True",
                ["lastTransitionTime"] = operations.Time.GetUtcNow().ApiTime(),
                ["reason"] = "EvictionByEvictionAPI",
                ["message"] = "Eviction API: evicting",
            });
            return pod;
        },
        "status");

    private static ApiStatusException Refused(int retryAfterSeconds, string cause)
    {
        var details = new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["reason"] = "DisruptionBudget", ["message"] = cause }) };
        if (retryAfterSeconds > 0)
        {
            details["retryAfterSeconds"] = (long)retryAfterSeconds;
        }

        return ApiErrors.Make(429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.", details);
    }
}
