using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Runtime;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Disruption;

/// <summary>Keeps the status of PodDisruptionBudgets: how many of their pods may be evicted now.</summary>
internal sealed class DisruptionController(ControllerContext context) : Controller
{
    public const string Budgets = "poddisruptionbudgets.policy";

    /// <summary>How long an evicted pod counts as gone before it is; an eviction that never led to a deletion is forgotten then.</summary>
    private static readonly TimeSpan s_disruptionTimeout = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, Dictionary<ObjectKey, LabelSelector>> _selectors = new(StringComparer.Ordinal);

    public override string Name => "disruption-controller";

    public override IReadOnlyCollection<string> Resources { get; } = [Budgets, PodIndex.Resource];

    private ClusterClient Client => context.ClientFor(Name);

    public override void Observe(StoreEvent change)
    {
        var key = change.Object.Key;
        if (key.Resource == Budgets)
        {
            Remember(change);
            Enqueue(key);
            return;
        }

        var pod = change.Type == StoreEventType.Deleted ? null : context.Pods.Get(key);
        var before = context.Pods.Replaced;
        foreach (var (budget, selector) in _selectors.GetValueOrDefault(key.Namespace) ?? [])
        {
            if ((pod is not null && selector.Matches(pod.Labels)) || (before is not null && selector.Matches(before.Labels)))
            {
                Enqueue(budget);
            }
        }
    }

    public override void Reconcile(ObjectKey key)
    {
        if (Client.Find(key) is not { } budget || budget.IsDeleting())
        {
            return;
        }

        var selector = LabelSelector.Parse(budget.At("spec", "selector"));
        List<PodFacts> pods = [.. context.Pods.InNamespace(key.Namespace).Where(pod => selector?.Matches(pod.Labels) == true)];
        var disrupted = StillDisrupted(budget, pods);
        foreach (var evicted in disrupted)
        {
            EnqueueAt(key, evicted.Value.Time()!.Value + s_disruptionTimeout);
        }

        var healthy = pods.Count(pod => pod.IsReady && !pod.IsDeleting && !disrupted.ContainsKey(pod.Key.Name));
        var status = DisruptionStatus.Of(budget, pods.Count, Intended(pods), healthy);
        Client.UpdateStatus(key, budget.Uid(), status.ToJson(budget, disrupted, context.Now));
    }

    private JsonObject StillDisrupted(JsonObject budget, List<PodFacts> pods)
    {
        var remaining = new JsonObject();
        foreach (var (name, time) in budget.Map("status", "disruptedPods") ?? [])
        {
            if (time.Time() is { } since && since + s_disruptionTimeout > context.Now && pods.Exists(pod => pod.Key.Name == name && !pod.IsDeleting))
            {
                remaining[name] = time!.DeepClone();
            }
        }

        return remaining;
    }

    /// <summary>The replicas that the controllers of the pods want, each counted once; pods without a controller do not count.</summary>
    private int Intended(List<PodFacts> pods)
    {
        var replicas = 0;
        var counted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pod in pods)
        {
            if (ScaleOf(pod.Stored.Value, pod.Key.Namespace) is { } owner && counted.Add(owner.Uid()))
            {
                replicas += owner.Count(1, "spec", "replicas");
            }
        }

        return replicas;
    }

    /// <summary>What is scaled to make more of these pods: a Deployment rather than its ReplicaSet.</summary>
    private JsonObject? ScaleOf(JsonObject item, string ns)
    {
        JsonObject? found = null;
        while (item.ControllerOf() is { } reference && ResourceOf(reference.Text("kind")) is { } resource &&
            Client.Find(new ObjectKey(resource, ns, reference.Text("name") ?? ""), reference.Text("uid") ?? "") is { } owner)
        {
            found = item = owner;
        }

        return found;
    }

    private static string? ResourceOf(string? kind) => kind switch
    {
        "Deployment" => "deployments.apps",
        "ReplicaSet" => "replicasets.apps",
        "StatefulSet" => "statefulsets.apps",
        "ReplicationController" => "replicationcontrollers",
        _ => null,
    };

    private void Remember(StoreEvent change)
    {
        var key = change.Object.Key;
        if (!_selectors.TryGetValue(key.Namespace, out var budgets))
        {
            _selectors[key.Namespace] = budgets = [];
        }

        budgets.Remove(key);
        if (change.Type != StoreEventType.Deleted && LabelSelector.Parse(change.Object.Value.At("spec", "selector")) is { } selector)
        {
            budgets[key] = selector;
        }
    }
}
