using System.Globalization;
using PodKube.Sandbox.Controllers.Model;

namespace PodKube.Sandbox.Controllers.Apps;

/// <summary>
/// Which pods go first when there are too many: those that serve least
/// (https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#scaling-a-replicaset).
/// </summary>
internal static class PodRanking
{
    /// <summary>The pods, the first to be deleted first.</summary>
    public static IEnumerable<PodFacts> FirstToDelete(IReadOnlyCollection<PodFacts> pods)
    {
        Dictionary<string, int> perNode = pods.GroupBy(pod => pod.Node, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count());
        return pods
            .OrderBy(pod => pod.Node.Length > 0)
            .ThenBy(pod => pod.Phase switch { "Pending" => 0, "Running" => 2, _ => 1 })
            .ThenBy(pod => pod.IsReady)
            .ThenBy(CostOf)
            .ThenByDescending(pod => pod.Node.Length > 0 ? perNode[pod.Node] : 0)
            .ThenByDescending(pod => pod.IsReady ? pod.ReadySince : null)
            .ThenByDescending(pod => pod.Restarts)
            .ThenByDescending(pod => pod.Created)
            .ThenBy(pod => pod.Key.Name, StringComparer.Ordinal);
    }

    private static int CostOf(PodFacts pod) =>
        int.TryParse(pod.DeletionCost ?? "0", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int cost) ? cost : 0;
}
