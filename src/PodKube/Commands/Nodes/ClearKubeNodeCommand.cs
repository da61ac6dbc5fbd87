using System.Management.Automation;
using PodKube.Client.Errors;
using PodKube.Client.Resources;
using PodKube.Nodes;

namespace PodKube.Commands;

/// <summary>Drains nodes: lets them take no new pods and evicts those they have, as far as disruption budgets let them go.</summary>
[Cmdlet(VerbsCommon.Clear, "KubeNode", DefaultParameterSetName = NameSet, SupportsShouldProcess = true)]
[OutputType(typeof(KubeEviction))]
public sealed class ClearKubeNodeCommand : NodeCmdlet
{
    private readonly List<KubeTarget> _nodes = [];

    /// <summary>Leave the pods of daemon sets where they are. Without it a node that has any is refused.</summary>
    [Parameter]
    [Alias("IgnoreDaemonSets")]
    public SwitchParameter IgnoreDaemonSet { get; set; }

    /// <summary>Evict pods with emptyDir volumes too; what is in these is lost. Without it a node that has any is refused.</summary>
    [Parameter]
    [Alias("DeleteEmptyDirData")]
    public SwitchParameter DeleteLocalData { get; set; }

    /// <summary>Evict pods without a controller too; nobody makes them again. Without it a node that has any is refused.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Delete the pods instead of evicting them. No disruption budget is asked: for emergencies only.</summary>
    [Parameter]
    public SwitchParameter DisableEviction { get; set; }

    /// <summary>Labels of the pods that are looked at: the server's syntax or a hashtable. The default is every pod.</summary>
    [Parameter]
    public object? PodSelector { get; set; }

    /// <summary>How many seconds each pod gets to end by itself; 0 ends it at once. The default is the pod's own.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? GracePeriod { get; set; }

    /// <summary>How long to try for each node: seconds, 5m or a TimeSpan. The default is 5 minutes; 0 is for ever.</summary>
    [Parameter]
    [Duration]
    [Alias("TimeoutSec")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);

    private DrainRules Rules => new()
    {
        IgnoreDaemonSets = IgnoreDaemonSet,
        DeleteLocalData = DeleteLocalData,
        Force = Force,
        DisableEviction = DisableEviction,
        GracePeriod = GracePeriod,
        DryRun = DryRun,
    };

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // Every node is closed before the first one is drained, so that no pod moves to one that comes next.
        List<KubeTarget> ready = _nodes.FindAll(node => Try(node, () => Cordon(node)));
        foreach (KubeTarget node in ready)
        {
            Try(node, () => Drain(node));
        }
    }

    private protected override void Process(KubeTarget node)
    {
        if (!_nodes.Contains(node) && MayChange(node, $"Drain: take no new pods and {(DisableEviction ? "delete" : "evict")} those that are there"))
        {
            _nodes.Add(node);
        }
    }

    private void Cordon(KubeTarget node)
    {
        // Asked before anything changes: what is refused leaves no trace.
        _ = Await(stop => Client.GetAsync(KnownKinds.Get("Node"), null, node.Name!, stop));
        _ = MakePlan(node, isCordoned: false);
        _ = Await(stop => NodeCordon.SetAsync(Client, node.Name!, isCordoned: true, DryRun, stop));
    }

    private void Drain(KubeTarget node)
    {
        // Pods may have come between the look and the cordon.
        DrainPlan plan = MakePlan(node, isCordoned: true);
        foreach ((NodePod pod, string reason) in plan.Skipped)
        {
            Write(node, pod, "Skipped", reason);
        }

        if (plan.Evicted.Count > 0)
        {
            Evict(node, new DrainState(plan.Evicted));
        }
    }

    private DrainPlan MakePlan(KubeTarget node, bool isCordoned)
    {
        string? selector = SelectorText.ForLabels(PodSelector);
        DrainPlan plan = DrainPlan.Make(Stream(stop => NodeDrain.ListAsync(Client, node.Name!, selector, stop)).Select(static p => new NodePod(p)), Rules);
        return plan.Refusal(node.Name!, isCordoned) is { } refusal ? throw refusal : plan;
    }

    private void Evict(KubeTarget node, DrainState state)
    {
        WorkProgress progress = new(this, 1, $"Draining {node}");
        NodeDrain drain = new(Client, node.Name!, state.Pods, Rules);
        using CancellationTokenSource deadline = new(TimerLimit.Of(Timeout == TimeSpan.Zero ? null : Timeout), Client.Options.TimeProvider);
        try
        {
            foreach (DrainNews news in Stream(stop => drain.RunAsync(deadline.Token, stop)))
            {
                Take(node, state, news);
                if (state.Pending.Count == 0)
                {
                    break;
                }

                progress.Show(state.Message, state.Percent);
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            foreach (NodePod pod in state.Pending)
            {
                WriteError(ErrorRecordFactory.Create(state.TooLate(pod, Timeout), pod.Target));
            }
        }

        progress.Complete();
    }

    private void Take(KubeTarget node, DrainState state, DrainNews news)
    {
        if (state.Find(news.Uid) is not { } pod)
        {
            return;
        }

        switch (news.Step)
        {
            case DrainStep.Gone:
                state.Close(pod);
                Write(node, pod, DisableEviction ? "Deleted" : "Evicted", pod.Loss);
                break;
            case DrainStep.Evicted when DryRun:
                state.Close(pod);
                Write(node, pod, DisableEviction ? "WouldDelete" : "WouldEvict", pod.Loss);
                break;
            case DrainStep.Failed or DrainStep.Blocked when DryRun || news.Step == DrainStep.Failed:
                state.Close(pod);
                WriteError(ErrorRecordFactory.Create(news.Failure!, pod.Target));
                break;
            case DrainStep.Blocked when state.Block(pod, news.Failure!):
                WriteWarning($"{pod.Target} may not go yet, and is asked for again: {DrainState.Explain(news.Failure!)}");
                break;
            case DrainStep.Evicted:
                state.Unblock(pod);
                break;
        }
    }

    private void Write(KubeTarget node, NodePod pod, string action, string message) =>
        WriteObject(new KubeEviction(node.Name!, pod.Target, pod.Owner, action, message));
}
