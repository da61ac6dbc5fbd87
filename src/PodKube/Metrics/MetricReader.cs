using PodKube.Client.Quantities;
using PodKube.Client.Resources;
using PodKube.Objects;

namespace PodKube.Metrics;

/// <summary>Reads what metrics.k8s.io serves.</summary>
/// <remarks>https://github.com/kubernetes/metrics</remarks>
internal static class MetricReader
{
    private const string Group = "metrics.k8s.io";

    public static readonly ApiResource Pods = new() { Group = Group, Version = "v1beta1", Kind = "PodMetrics", Plural = "pods", Namespaced = true };

    public static readonly ApiResource Nodes = new() { Group = Group, Version = "v1beta1", Kind = "NodeMetrics", Plural = "nodes" };

    /// <summary>What one object says: of a pod one metric, or one per container.</summary>
    public static IEnumerable<KubeMetric> Read(KubeObject item, bool byContainer)
    {
        KubeValue view = KubeValue.Of(KubeObjectFactory.Create(item));
        KubeValue[] containers = [.. view["containers"].Items()];
        if (!view["containers"].Exists)
        {
            return [Make(item, view, "Node", null, [view["usage"]])];
        }

        return byContainer
            ? containers.Select(c => Make(item, view, "Pod", c["name"].Text, [c["usage"]]))
            : [Make(item, view, "Pod", null, [.. containers.Select(static c => c["usage"])])];
    }

    private static KubeMetric Make(KubeObject item, KubeValue view, string kind, string? container, KubeValue[] usages) =>
        new(kind, item.Namespace, item.Name, container, usages.Sum(static u => Amount(u["cpu"])), (long)usages.Sum(static u => Amount(u["memory"])))
        {
            Time = view["timestamp"].Time,
            Window = view["window"].Text is { } window && GoDuration.TryParse(window, out TimeSpan span) ? span : null,
        };

    private static decimal Amount(KubeValue quantity) => Quantity.TryParse(quantity.Text, out Quantity amount) ? amount.ToDecimal() : 0;
}
