using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;

namespace PodKube.Sandbox.Controllers.Quota;

/// <summary>Which pods a ResourceQuota with scopes is about; one without them is about every object.</summary>
internal static class QuotaScope
{
    public static bool Covers(JsonObject quota, string resource, JsonObject item)
    {
        IEnumerable<JsonObject> terms = quota.Texts("spec", "scopes").Select(scope => new JsonObject { ["scopeName"] = scope, ["operator"] = "Exists" })
            .Concat(quota.Items("spec", "scopeSelector", "matchExpressions"));
        return terms.All(term => resource == PodIndex.Resource && Matches(term, item));
    }

    private static bool Matches(JsonObject term, JsonObject pod) => term.Text("scopeName") switch
    {
        "Terminating" => pod.Number("spec", "activeDeadlineSeconds") is not null,
        "NotTerminating" => pod.Number("spec", "activeDeadlineSeconds") is null,
        "BestEffort" => IsBestEffort(pod),
        "NotBestEffort" => !IsBestEffort(pod),
        "PriorityClass" => MatchesPriority(term, pod.Text("spec", "priorityClassName") ?? ""),
        _ => false,
    };

    private static bool MatchesPriority(JsonObject term, string priority) => term.Text("operator") switch
    {
        "In" => term.Texts("values").Contains(priority),
        "NotIn" => !term.Texts("values").Contains(priority),
        "DoesNotExist" => priority.Length == 0,
        _ => priority.Length > 0,
    };

    private static bool IsBestEffort(JsonObject pod) => pod.Items("spec", "containers").Concat(pod.Items("spec", "initContainers"))
        .All(container => container.Map("resources", "requests") is null or { Count: 0 } && container.Map("resources", "limits") is null or { Count: 0 });
}
