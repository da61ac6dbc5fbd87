using System.Globalization;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Pods;
using PodKube.Sandbox.Controllers.Runtime;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Apps;

/// <summary>Keeps one pod of each DaemonSet on every node that it may run on.</summary>
internal sealed class DaemonSetController(ControllerContext context) : PodOwnerController(context, "daemonsets.apps", "DaemonSet")
{
    private static readonly string[] s_toleratedPressure =
        ["node.kubernetes.io/disk-pressure", "node.kubernetes.io/memory-pressure", "node.kubernetes.io/pid-pressure", "node.kubernetes.io/unschedulable"];

    public override string Name => "daemonset-controller";

    public override IReadOnlyCollection<string> Resources { get; } = ["daemonsets.apps", PodIndex.Resource, "nodes"];

    public override void Observe(StoreEvent change)
    {
        if (change.Object.Key.Resource != "nodes")
        {
            base.Observe(change);
            return;
        }

        foreach (StoredObject set in Context.Operations.Store.List(Resource).Items)
        {
            Enqueue(set.Key);
        }
    }

    public override void Reconcile(ObjectKey key)
    {
        if (Client.Find(key) is not { } set || LabelSelector.Parse(set.At("spec", "selector")) is not { IsEmpty: false } selector)
        {
            return;
        }

        RevisionHistory history = new(Context, Client);
        JsonObject revision = history.Ensure(set);
        string hash = revision.Label(RevisionHistory.HashLabel) ?? "";
        List<PodFacts> pods = ClaimPods(set, selector);
        Dictionary<string, List<PodFacts>> byNode = pods.GroupBy(NodeOf, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        List<string> wanted = [.. Client.List("nodes").Where(node => MayRunOn(set, node)).Select(node => node.Name())];
        if (!set.IsDeleting())
        {
            Place(set, byNode, wanted, hash);
            Roll(set, byNode, wanted, hash);
        }

        WriteStatus(key, set, byNode, wanted, hash);
        history.Trim(set, [.. pods.Select(pod => pod.Label(RevisionHistory.HashLabel) ?? ""), hash]);
    }

    private void Place(JsonObject set, Dictionary<string, List<PodFacts>> byNode, List<string> wanted, string hash)
    {
        foreach (string node in wanted)
        {
            List<PodFacts> here = byNode.GetValueOrDefault(node) ?? [];
            foreach (PodFacts failed in here.Where(pod => pod is { IsFinished: true, IsDeleting: false }))
            {
                DeletePod(set, failed);
            }

            if (here.Count == 0)
            {
                TryCreatePod(set, Pod(set, node, hash));
            }
        }

        foreach (PodFacts misplaced in byNode.Where(item => !wanted.Contains(item.Key)).SelectMany(item => item.Value).Where(pod => pod.IsActive))
        {
            DeletePod(set, misplaced);
        }
    }

    private void Roll(JsonObject set, Dictionary<string, List<PodFacts>> byNode, List<string> wanted, string hash)
    {
        if (set.Text("spec", "updateStrategy", "type") == "OnDelete")
        {
            return;
        }

        int limit = Math.Max(IntOrPercent.Resolve(set.At("spec", "updateStrategy", "rollingUpdate", "maxUnavailable"), wanted.Count, roundUp: true, 1), 1);
        int unavailable = wanted.Count(node => !(byNode.GetValueOrDefault(node) ?? []).Exists(pod => pod is { IsReady: true, IsDeleting: false }));
        IEnumerable<PodFacts> old = wanted.SelectMany(node => byNode.GetValueOrDefault(node) ?? [])
            .Where(pod => pod.IsActive && pod.Label(RevisionHistory.HashLabel) != hash);
        foreach (PodFacts pod in old.OrderBy(pod => pod.IsReady).ToList())
        {
            if (pod.IsReady && unavailable++ >= limit)
            {
                return;
            }

            DeletePod(set, pod);
        }
    }

    private static JsonObject Pod(JsonObject set, string node, string hash)
    {
        JsonObject pod = PodFactory.FromTemplate(set.Map("spec", "template")!, set);
        pod.SetLabel(RevisionHistory.HashLabel, hash);
        pod.SetLabel("pod-template-generation", (set.Number("metadata", "generation") ?? 1).ToString(CultureInfo.InvariantCulture));
        JsonObject spec = pod.EnsureObject("spec");
        spec.EnsureObject("affinity").EnsureObject("nodeAffinity")["requiredDuringSchedulingIgnoredDuringExecution"] = new JsonObject
        {
            ["nodeSelectorTerms"] = new JsonArray(new JsonObject
            {
                ["matchFields"] = new JsonArray(new JsonObject
                {
                    ["key"] = NodeLedger.NameLabel,
                    ["operator"] = "In",
                    ["values"] = new JsonArray(node),
                }),
            }),
        };
        JsonArray tolerations = spec.EnsureArray("tolerations");
        foreach (string taint in (ReadOnlySpan<string>)["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"])
        {
            tolerations.Add((JsonNode)new JsonObject { ["key"] = taint, ["operator"] = "Exists", ["effect"] = "NoExecute" });
        }

        foreach (string taint in s_toleratedPressure)
        {
            tolerations.Add((JsonNode)new JsonObject { ["key"] = taint, ["operator"] = "Exists", ["effect"] = "NoSchedule" });
        }

        return pod;
    }

    // A DaemonSet's pods put up with a cordoned node; other taints count.
    private static bool MayRunOn(JsonObject set, JsonObject node)
    {
        PodDemand demand = PodDemand.Of(new JsonObject { ["spec"] = set.At("spec", "template", "spec")?.DeepClone() });
        JsonObject labels = node.Map("metadata", "labels")?.Copy() ?? [];
        labels[NodeLedger.NameLabel] = node.Name();
        return demand.NodeSelector.Matches(labels) &&
            (demand.AffinityTerms.Count == 0 || demand.AffinityTerms.Any(term => term.Matches(labels))) &&
            node.Items("spec", "taints").All(taint =>
                taint.Text("effect") == "PreferNoSchedule" || s_toleratedPressure.Contains(taint.Text("key")) || demand.Tolerates(taint));
    }

    private string NodeOf(PodFacts pod) => pod.Node.Length > 0
        ? pod.Node
        : Client.Find(pod.Key).Items("spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms")
            .SelectMany(term => term.Items("matchFields")).SelectMany(field => field.Texts("values")).FirstOrDefault() ?? "";

    private void WriteStatus(ObjectKey key, JsonObject set, Dictionary<string, List<PodFacts>> byNode, List<string> wanted, string hash)
    {
        List<PodFacts> placed = [.. wanted.Select(node => byNode.GetValueOrDefault(node)?.Find(pod => pod.IsActive)).OfType<PodFacts>()];
        int available = placed.Count(pod => pod.IsAvailable(set.Count(0, "spec", "minReadySeconds"), Context.Now));
        JsonObject status = set.Map("status")?.Copy() ?? [];
        status["currentNumberScheduled"] = placed.Count;
        status["numberMisscheduled"] = byNode.Where(item => !wanted.Contains(item.Key)).Sum(item => item.Value.Count(pod => pod.IsActive));
        status["desiredNumberScheduled"] = wanted.Count;
        status["numberReady"] = placed.Count(pod => pod.IsReady);
        status["observedGeneration"] = set.Number("metadata", "generation") ?? 0;
        status.SetCount("updatedNumberScheduled", placed.Count(pod => pod.Label(RevisionHistory.HashLabel) == hash));
        status.SetCount("numberAvailable", available);
        status.SetCount("numberUnavailable", wanted.Count - available);
        Client.UpdateStatus(key, set.Uid(), status);
    }
}
