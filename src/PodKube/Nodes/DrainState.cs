using System.Globalization;
using PodKube.Client.Errors;
using PodKube.Client.Watch;

namespace PodKube.Nodes;

/// <summary>How far a drain is: which pods are still there, and what holds them.</summary>
internal sealed class DrainState(IReadOnlyList<NodePod> pods)
{
    private readonly Dictionary<string, NodePod> _pending = pods.ToDictionary(static p => p.Uid, StringComparer.Ordinal);
    private readonly Dictionary<string, KubeException> _refusals = new(StringComparer.Ordinal);
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>Every pod that goes.</summary>
    public IReadOnlyList<NodePod> Pods => pods;

    /// <summary>Those that are still there.</summary>
    public IReadOnlyCollection<NodePod> Pending => _pending.Values;

    /// <summary>How far it is, of 100.</summary>
    public int Percent => (pods.Count - _pending.Count) * 100 / pods.Count;

    /// <summary>How far it is, for people.</summary>
    public string Message
    {
        get
        {
            string done = $"{pods.Count - _pending.Count} of {pods.Count} pods are gone";
            NodePod? held = _pending.Values.FirstOrDefault(p => _refusals.ContainsKey(p.Uid));
            return held is null ? done : $"{done}; {held.Namespace}/{held.Name}: {Explain(_refusals[held.Uid])}";
        }
    }

    /// <summary>The server's answer, with the budget that it names.</summary>
    public static string Explain(KubeException refusal) => refusal is KubeApiException { Status.Causes: { Count: > 0 } causes } answer
        ? $"{answer.Status.Message} {string.Join(' ', causes.Select(static c => c.Message))}"
        : refusal.Message;

    /// <summary>The pod of this uid, while it is still there.</summary>
    public NodePod? Find(string uid) => _pending.GetValueOrDefault(uid);

    /// <summary>It is gone, or given up.</summary>
    public void Close(NodePod pod)
    {
        _pending.Remove(pod.Uid);
        _refusals.Remove(pod.Uid);
    }

    /// <summary>The server does not let it go yet.</summary>
    /// <returns>Whether that is new.</returns>
    public bool Block(NodePod pod, KubeException refusal)
    {
        _refusals[pod.Uid] = refusal;
        return _told.Add(pod.Uid);
    }

    /// <summary>The server let it go.</summary>
    public void Unblock(NodePod pod) => _refusals.Remove(pod.Uid);

    /// <summary>The failure of a pod that is still there when the time is up.</summary>
    public KubeWaitException TooLate(NodePod pod, TimeSpan limit)
    {
        string held = _refusals.TryGetValue(pod.Uid, out KubeException? refusal)
            ? $"was not let go: {Explain(refusal)}"
            : "was let go, but has not ended. Its containers may take longer, or a finalizer may hold it.";
        return new KubeWaitException(string.Create(CultureInfo.InvariantCulture, $"Within {limit.TotalSeconds:0.###} s {pod.Target} {held}"), null);
    }
}
