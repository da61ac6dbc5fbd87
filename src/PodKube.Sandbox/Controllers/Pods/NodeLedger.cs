using System.Globalization;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Pods;

/// <summary>The scheduler's sums: what each node has, and what its pods take.</summary>
internal sealed class NodeLedger
{
    /// <summary>Stands for the node's name among its labels, for terms that match fields.</summary>
    public const string NameLabel = "metadata.name";

    private readonly SortedList<string, Entry> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Booking> _pods = new(StringComparer.Ordinal);

    public int Count => _nodes.Values.Count(node => node.IsThere);

    public void ApplyNode(StoreEvent change)
    {
        Entry entry = Of(change.Object.Key.Name);
        entry.IsThere = change.Type != StoreEventType.Deleted;
        JsonObject node = change.Object.Value;
        entry.Labels = node.Map("metadata", "labels")?.Copy() ?? [];
        entry.Labels[NameLabel] = node.Name();
        entry.Taints = [.. node.Items("spec", "taints").Where(item => item.Text("effect") != "PreferNoSchedule").Select(item => item.Copy())];
        entry.IsCordoned = node.Flag("spec", "unschedulable");
        entry.IsReady = node.Condition("Ready").Text("status") == "True";
        entry.Cpu = Quantity.Parse(node.Text("status", "allocatable", "cpu"));
        entry.Memory = Quantity.Parse(node.Text("status", "allocatable", "memory"));
        entry.MaxPods = Quantity.Parse(node.Text("status", "allocatable", "pods"));
    }

    /// <summary>Books the pod; true where room became free.</summary>
    public bool ApplyPod(StoreEvent change)
    {
        string path = change.Object.Key.Path;
        bool had = _pods.Remove(path, out Booking? old);
        if (old is not null)
        {
            Of(old.Node).Book(-1, -old.Cpu, -old.Memory);
        }

        JsonObject pod = change.Object.Value;
        bool holds = change.Type != StoreEventType.Deleted && pod.Text("spec", "nodeName") is { Length: > 0 } &&
            pod.Text("status", "phase") is not ("Succeeded" or "Failed");
        if (!holds)
        {
            return had;
        }

        PodDemand demand = PodDemand.Of(pod);
        string node = pod.Text("spec", "nodeName")!;
        _pods[path] = new Booking(node, demand.Cpu, demand.Memory);
        Of(node).Book(1, demand.Cpu, demand.Memory);
        return false;
    }

    /// <summary>The node for the pod, or null and why there is none.</summary>
    public string? Pick(PodDemand demand, out string? problem)
    {
        string? best = null;
        SortedDictionary<string, int> refusals = new(StringComparer.Ordinal);
        foreach ((string name, Entry node) in _nodes)
        {
            if (!node.IsThere)
            {
                continue;
            }

            if (node.Refuses(demand) is { } reason)
            {
                refusals[reason] = refusals.GetValueOrDefault(reason) + 1;
            }
            else if (best is null || node.Pods < _nodes[best].Pods)
            {
                best = name;
            }
        }

        problem = best is not null
            ? null
            : refusals.Count == 0
                ? "no nodes available to schedule pods"
                : string.Join(", ", refusals.Select(item => string.Create(CultureInfo.InvariantCulture, $"{item.Value} {item.Key}")));
        return best;
    }

    private Entry Of(string name)
    {
        if (!_nodes.TryGetValue(name, out Entry? entry))
        {
            _nodes[name] = entry = new Entry();
        }

        return entry;
    }

    private sealed record Booking(string Node, double Cpu, double Memory);

    private sealed class Entry
    {
        public bool IsThere { get; set; }

        public bool IsReady { get; set; }

        public bool IsCordoned { get; set; }

        public JsonObject Labels { get; set; } = [];

        public IReadOnlyList<JsonObject> Taints { get; set; } = [];

        public double Cpu { get; set; }

        public double Memory { get; set; }

        public double MaxPods { get; set; }

        public int Pods { get; private set; }

        private double UsedCpu { get; set; }

        private double UsedMemory { get; set; }

        public void Book(int pods, double cpu, double memory)
        {
            Pods += pods;
            UsedCpu += cpu;
            UsedMemory += memory;
        }

        /// <summary>Why the pod may not come here, in the scheduler's words; null where it may.</summary>
        public string? Refuses(PodDemand demand)
        {
            JsonObject? taint = Taints.FirstOrDefault(item => !demand.Tolerates(item));
            if (IsCordoned && !demand.Tolerates(new JsonObject { ["key"] = NodeController.UnschedulableTaint, ["effect"] = "NoSchedule" }))
            {
                return "node(s) were unschedulable";
            }

            if (taint is not null)
            {
                return $"node(s) had untolerated taint(s)";
            }

            if (!IsReady)
            {
                return "node(s) were not ready";
            }

            if (!demand.NodeSelector.Matches(Labels) ||
                (demand.AffinityTerms.Count > 0 && !demand.AffinityTerms.Any(term => term.Matches(Labels))))
            {
                return "node(s) didn't match Pod's node affinity/selector";
            }

            return Pods >= MaxPods ? "Too many pods"
                : UsedCpu + demand.Cpu > Cpu ? "Insufficient cpu"
                : UsedMemory + demand.Memory > Memory ? "Insufficient memory"
                : null;
        }
    }
}
