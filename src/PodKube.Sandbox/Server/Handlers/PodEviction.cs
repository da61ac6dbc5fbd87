using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server.Selection;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server.Handlers;

/// <summary>pods/eviction: a deletion that disruption budgets may forbid for now. What kubectl drain uses.</summary>
internal sealed class PodEviction(ResourceOperations operations) : ICreateHandler
{
    private const string Budgets = "poddisruptionbudgets.policy";

    public bool Handles(string resource, string subresource) => resource == "pods" && subresource == "eviction";

    public JsonObject Create(OperationContext context, RequestInfo request, JsonObject body)
    {
        var pods = operations.Kinds.Require("pods");
        var pod = operations.Get(pods, request.Namespace, request.Name);
        if (body.Name().Length > 0 && body.Name() != request.Name)
        {
            throw ApiErrors.BadRequest("name in URL does not match name in Eviction object");
        }

        if (!pod.Value.IsDeleting() && IsReady(pod.Value))
        {
            foreach (var budget in operations.Store.List(Budgets, request.Namespace).Items)
            {
                CheckBudget(pods, pod, budget.Value);
            }
        }

        var options = body.GetObject("deleteOptions");
        operations.Delete(context, pods, request.Namespace, request.Name, new DeleteOptions
        {
            GracePeriodSeconds = options.GetLong("gracePeriodSeconds"),
            PropagationPolicy = options.GetText("propagationPolicy"),
            PreconditionUid = options.GetObject("preconditions").GetText("uid"),
            PreconditionResourceVersion = options.GetObject("preconditions").GetText("resourceVersion"),
        });
        return new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
            ["code"] = 201,
        };
    }

    private void CheckBudget(ResourceKind pods, StoredObject pod, JsonObject budget)
    {
        var spec = budget.GetObject("spec");
        var selector = LabelSelector.FromObject(spec.GetObject("selector"));
        if (!selector.Matches(pod.Labels))
        {
            return;
        }

        var matching = operations.List(pods, pod.Key.Namespace).Items.Where(other => selector.Matches(other.Labels) && !other.Value.IsDeleting()).ToList();
        var healthy = matching.Count(other => IsReady(other.Value));
        var needed = spec?["minAvailable"] is { } least
            ? Count(least, matching.Count)
            : matching.Count - Count(spec?["maxUnavailable"], matching.Count);
        if (healthy - 1 >= needed)
        {
            return;
        }

        throw ApiErrors.Make(429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.", new JsonObject
        {
            ["causes"] = new JsonArray(new JsonObject
            {
                ["reason"] = "DisruptionBudget",
                ["message"] = $"The disruption budget {budget.Name()} needs {needed} healthy pods and has {healthy} currently",
            }),
        });
    }

    /// <summary>A number, or a share of all in percent, rounded up.</summary>
    private static int Count(JsonNode? value, int total)
    {
        if (value.AsText() is { } text && text.EndsWith('%') && int.TryParse(text.AsSpan(0, text.Length - 1), out var percent))
        {
            return (int)Math.Ceiling(percent * total / 100.0);
        }

        return (int)(value.AsLong() ?? 0);
    }

    private static bool IsReady(JsonObject pod) => pod.GetObject("status").GetArray("conditions").Objects()
        .Any(condition => condition.GetText("type") == "Ready" && condition.GetText("status") == "True");
}
