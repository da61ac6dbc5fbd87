using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Runtime;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Pods;

/// <summary>Binds pods to nodes: the fitting node with the fewest pods, by name among equals.</summary>
internal sealed class Scheduler(ControllerContext context) : Controller
{
    private const string Component = "default-scheduler";

    private readonly ClusterClient _client = ClusterClient.ForScheduler(context.Operations);
    private readonly NodeLedger _ledger = new();

    public override string Name => Component;

    public override IReadOnlyCollection<string> Resources { get; } = [PodIndex.Resource, "nodes", "persistentvolumeclaims"];

    public override void Observe(StoreEvent change)
    {
        ObjectKey key = change.Object.Key;
        if (key.Resource == PodIndex.Resource)
        {
            bool frees = _ledger.ApplyPod(change);
            Enqueue(key);
            if (!frees)
            {
                return;
            }
        }
        else if (key.Resource == "nodes")
        {
            _ledger.ApplyNode(change);
        }

        // Room or a node came: those that wait may fit now.
        foreach (PodFacts pod in context.Pods.OnNode(""))
        {
            Enqueue(pod.Key);
        }
    }

    public override void Reconcile(ObjectKey key)
    {
        if (context.Pods.Get(key) is not { Node: "", IsActive: true } facts || _client.Find(key, facts.Uid) is not { } pod ||
            pod.Text("spec", "schedulerName") is { } name && name != Component || pod.Items("spec", "schedulingGates").Any())
        {
            return;
        }

        PodDemand demand = PodDemand.Of(pod);
        string? problem = PodAnnotations.Read(pod, "", PodAnnotations.Fail) == "Unschedulable"
            ? "1 node(s) didn't match the sandbox's Unschedulable annotation"
            : MissingClaim(pod);
        if (problem is null && _ledger.Pick(demand, out problem) is { } node)
        {
            Bind(key, pod, node);
        }
        else
        {
            Report(key, pod, problem!);
        }
    }

    private void Bind(ObjectKey key, JsonObject pod, string node)
    {
        DateTimeOffset now = context.Now;
        JsonObject? bound = _client.Update(
            key,
            pod.Uid(),
            item =>
            {
                if (item.Text("spec", "nodeName") is { Length: > 0 })
                {
                    return false;
                }

                item.EnsureObject("spec")["nodeName"] = node;
                SetCondition(item, "True", null, null, now);
                return true;
            },
            "binding");
        if (bound is not null)
        {
            string text = $"Successfully assigned {key.Namespace}/{key.Name} to {node}";
            context.Events.RecordAction(_client, Component, bound, "Normal", "Scheduled", "Binding", text);
        }
    }

    private void Report(ObjectKey key, JsonObject pod, string problem)
    {
        string text = $"0/{_ledger.Count} nodes are available: {problem}.";
        if (pod.Condition("PodScheduled").Text("message") == text)
        {
            return;
        }

        DateTimeOffset now = context.Now;
        _client.Update(
            key,
            pod.Uid(),
            item =>
            {
                SetCondition(item, "False", "Unschedulable", text, now);
                return true;
            },
            "status");
        context.Events.RecordAction(_client, Component, pod, "Warning", "FailedScheduling", "Scheduling", text);
    }

    private string? MissingClaim(JsonObject pod)
    {
        foreach (JsonObject volume in pod.Items("spec", "volumes"))
        {
            if (volume.Text("persistentVolumeClaim", "claimName") is not { } claim)
            {
                continue;
            }

            JsonObject? found = _client.Find(new ObjectKey("persistentvolumeclaims", pod.Namespace(), claim));
            if (found is null)
            {
                return $"persistentvolumeclaim \"{claim}\" not found";
            }

            if (found.Text("status", "phase") != "Bound")
            {
                return "pod has unbound immediate PersistentVolumeClaims";
            }
        }

        return null;
    }

    private static void SetCondition(JsonObject pod, string value, string? reason, string? message, DateTimeOffset now)
    {
        JsonArray conditions = pod.EnsureObject("status").EnsureArray("conditions");
        JsonObject? old = pod.Condition("PodScheduled");
        JsonObject condition = new()
        {
            ["type"] = "PodScheduled",
            ["status"] = value,
            ["lastProbeTime"] = null,
            ["lastTransitionTime"] = old.Text("status") == value ? old.Text("lastTransitionTime") : now.ApiTime(),
        };
        if (reason is not null)
        {
            condition["reason"] = reason;
            condition["message"] = message;
        }

        if (old is not null)
        {
            conditions.Remove(old);
        }

        conditions.Add((JsonNode)condition);
    }
}
