using PodKube.Client.Errors;

namespace PodKube.Nodes;

/// <summary>What becomes of each pod of a node, by the rules of kubectl drain.</summary>
/// <remarks>https://github.com/kubernetes/kubectl/blob/master/pkg/drain/filters.go</remarks>
internal sealed class DrainPlan
{
    private const int MostNames = 5;

    private readonly List<NodePod> _evicted = [];
    private readonly List<(NodePod Pod, string Reason)> _skipped = [];
    private readonly SortedDictionary<DrainObstacle, List<NodePod>> _blocking = [];

    private DrainPlan()
    {
    }

    /// <summary>The pods that go.</summary>
    public IReadOnlyList<NodePod> Evicted => _evicted;

    /// <summary>The pods that stay, and why.</summary>
    public IReadOnlyList<(NodePod Pod, string Reason)> Skipped => _skipped;

    public static DrainPlan Make(IEnumerable<NodePod> pods, DrainRules rules)
    {
        DrainPlan plan = new();
        foreach (NodePod pod in pods)
        {
            plan.Add(pod, rules);
        }

        return plan;
    }

    /// <summary>Why the node may not be drained by these rules, with every pod that stands in the way; null when it may.</summary>
    public KubeDrainException? Refusal(string node, bool isCordoned)
    {
        if (_blocking.Count == 0)
        {
            return null;
        }

        string[] parts = [.. _blocking.Select(static b => $"{Count(b.Value.Count)} {Describe(b.Key)} ({Names(b.Value)}): {SwitchFor(b.Key)}")];
        return new KubeDrainException(
            $"Node {node} {(isCordoned ? "takes no new pods now, but" : "is as it was: it")} was not drained because of {string.Join("; ", parts)}.",
            $"Clear-KubeNode {node} {string.Join(' ', _blocking.Keys.Select(Parameter))}");
    }

    private void Add(NodePod pod, DrainRules rules)
    {
        if (pod.IsMirror)
        {
            _skipped.Add((pod, "It is a static pod of the kubelet."));
            return;
        }

        if (pod is { OwnerKind: "DaemonSet", HasEnded: false })
        {
            if (rules.IgnoreDaemonSets)
            {
                _skipped.Add((pod, "Its daemon set would put it on the node again."));
            }
            else
            {
                Block(DrainObstacle.DaemonSet, pod);
            }

            return;
        }

        bool isFree = pod.HasEnded;
        bool keepsData = !isFree && pod.HasLocalData && !rules.DeleteLocalData;
        bool isAlone = !isFree && pod.Owner is null && !rules.Force;
        if (keepsData)
        {
            Block(DrainObstacle.LocalData, pod);
        }

        if (isAlone)
        {
            Block(DrainObstacle.Unmanaged, pod);
        }

        if (!keepsData && !isAlone)
        {
            _evicted.Add(pod);
        }
    }

    private void Block(DrainObstacle obstacle, NodePod pod)
    {
        if (!_blocking.TryGetValue(obstacle, out List<NodePod>? pods))
        {
            _blocking.Add(obstacle, pods = []);
        }

        pods.Add(pod);
    }

    private static string Count(int pods) => pods == 1 ? "1 pod" : $"{pods} pods";

    private static string Names(List<NodePod> pods)
    {
        string names = string.Join(", ", pods.Take(MostNames).Select(static p => $"{p.Namespace}/{p.Name}"));
        return pods.Count > MostNames ? $"{names} and {pods.Count - MostNames} more" : names;
    }

    private static string Describe(DrainObstacle obstacle) => obstacle switch
    {
        DrainObstacle.DaemonSet => "of daemon sets",
        DrainObstacle.LocalData => "with local data in emptyDir volumes",
        _ => "that no controller would make again",
    };

    private static string SwitchFor(DrainObstacle obstacle) => obstacle switch
    {
        DrainObstacle.DaemonSet => "-IgnoreDaemonSet leaves them there",
        DrainObstacle.LocalData => "-DeleteLocalData gives the data up",
        _ => "-Force gives them up",
    };

    private static string Parameter(DrainObstacle obstacle) => obstacle switch
    {
        DrainObstacle.DaemonSet => "-IgnoreDaemonSet",
        DrainObstacle.LocalData => "-DeleteLocalData",
        _ => "-Force",
    };

    private enum DrainObstacle
    {
        /// <summary>A daemon set would make the pod again at once, on this node.</summary>
        DaemonSet,

        /// <summary>What the pod has in emptyDir volumes would be lost.</summary>
        LocalData,

        /// <summary>Nobody would make the pod again.</summary>
        Unmanaged,
    }
}
