using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;

namespace PodKube.Sandbox.Controllers.Pods;

/// <summary>What a pod asks of a node.</summary>
internal sealed record PodDemand
{
    public double Cpu { get; init; }

    public double Memory { get; init; }

    public LabelSelector NodeSelector { get; init; } = LabelSelector.FromLabels(null);

    /// <summary>The terms of the required node affinity, one of which must match; empty for any node.</summary>
    public IReadOnlyList<LabelSelector> AffinityTerms { get; init; } = [];

    public IReadOnlyList<JsonObject> Tolerations { get; init; } = [];

    public static PodDemand Of(JsonObject pod) => new()
    {
        Cpu = Sum(pod, "cpu"),
        Memory = Sum(pod, "memory"),
        NodeSelector = LabelSelector.FromLabels(pod.Map("spec", "nodeSelector")),
        AffinityTerms = [.. pod.Items("spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms").Select(Term)],
        Tolerations = [.. pod.Items("spec", "tolerations")],
    };

    /// <summary>Whether the pod puts up with the taint.</summary>
    public bool Tolerates(JsonObject taint) => Tolerations.Any(toleration =>
        (toleration.Text("effect") is null or "" || toleration.Text("effect") == taint.Text("effect")) &&
        (toleration.Text("key") is null or "" || toleration.Text("key") == taint.Text("key")) &&
        (toleration.Text("operator") == "Exists" || (toleration.Text("value") ?? "") == (taint.Text("value") ?? "")));

    private static LabelSelector Term(JsonObject term)
    {
        JsonObject selector = new() { ["matchExpressions"] = term["matchExpressions"]?.DeepClone() };
        foreach (JsonObject field in term.Items("matchFields"))
        {
            // The one field that terms may name: DaemonSets pin their pods with it.
            JsonObject byName = field.Copy();
            byName["key"] = NodeLedger.NameLabel;
            (selector["matchExpressions"] as JsonArray ?? (JsonArray)(selector["matchExpressions"] = new JsonArray())).Add((JsonNode)byName);
        }

        return LabelSelector.Parse(selector)!;
    }

    private static double Sum(JsonObject pod, string resource) =>
        pod.Items("spec", "containers").Sum(container => Quantity.Parse(container.Text("resources", "requests", resource)));
}
