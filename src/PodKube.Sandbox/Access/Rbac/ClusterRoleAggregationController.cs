using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Runtime;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Access.Rbac;

/// <summary>Writes into each ClusterRole with an aggregation rule the rules of the roles that it selects.</summary>
internal sealed class ClusterRoleAggregationController(ResourceOperations operations) : Controller
{
    public override string Name => "clusterrole-aggregation-controller";

    public override IReadOnlyCollection<string> Resources { get; } = [RbacPolicyIndex.ClusterRoles];

    private ClusterClient Client => new(
        operations, new UserInfo($"system:serviceaccount:kube-system:{Name}", SystemGroups.Masters), Name);

    public override void Observe(StoreEvent change)
    {
        // A role may be selected by labels it had or has: every aggregating role is looked at, and there are few.
        foreach (var role in operations.Store.List(RbacPolicyIndex.ClusterRoles).Items.Where(role => IsAggregating(role.Value)))
        {
            Enqueue(role.Key);
        }
    }

    public override void Reconcile(ObjectKey key)
    {
        if (Client.Find(key) is not { } role || !IsAggregating(role))
        {
            return;
        }

        var collected = Collect(key, role);
        if (!JsonNode.DeepEquals(collected, role["rules"]) && (collected.Count > 0 || role["rules"] is JsonArray { Count: > 0 }))
        {
            Client.Update(key, role.Uid(), current =>
            {
                current["rules"] = collected.Count > 0 ? collected.DeepClone() : null;
                return true;
            });
        }
    }

    private JsonArray Collect(ObjectKey key, JsonObject role)
    {
        var selectors = role.GetObject("aggregationRule").GetArray("clusterRoleSelectors").Objects().Select(LabelSelector.Parse).OfType<LabelSelector>().ToList();
        var rules = new JsonArray();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var other in operations.Store.List(RbacPolicyIndex.ClusterRoles).Items)
        {
            if (other.Key == key || !selectors.Any(selector => selector.Matches(other.Value.Labels())))
            {
                continue;
            }

            foreach (var rule in other.Value.GetArray("rules").Objects())
            {
                if (known.Add(JsonText.WriteString(rule)))
                {
                    rules.Add(rule.DeepClone());
                }
            }
        }

        return rules;
    }

    private static bool IsAggregating(JsonObject role) => role["aggregationRule"] is JsonObject;
}
