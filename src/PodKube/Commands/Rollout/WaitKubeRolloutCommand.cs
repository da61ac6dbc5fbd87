using System.Management.Automation;
using System.Runtime.CompilerServices;
using PodKube.Client.Errors;
using PodKube.Client.Resources;
using PodKube.Completion;
using PodKube.Rollouts;

namespace PodKube.Commands;

/// <summary>Waits until the pods of deployments, stateful sets and daemon sets have the newest template and are available.</summary>
[Cmdlet(VerbsLifecycle.Wait, "KubeRollout", DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(KubeRollout))]
public sealed class WaitKubeRolloutCommand : TargetingCmdlet
{
    private readonly Dictionary<AwaitedRollout, WorkProgress> _open = [];

    /// <summary>How long to wait for all of them: seconds, 5m or a TimeSpan. The default is 5 minutes; 0 looks once.</summary>
    [Parameter]
    [Duration]
    [Alias("TimeoutSec")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The number of the template that is waited for; that another one is rolled out is an error then. The default is the newest.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RevisionCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long? Revision { get; set; }

    /// <summary>Give up as soon as a new pod cannot run (image, crash loop, configuration) or be created, though that may pass.</summary>
    [Parameter]
    public SwitchParameter FailFast { get; set; }

    private RolloutInspector Inspector => new(Client);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_open.Count > 0)
        {
            Try(null, WaitForAll);
        }
    }

    private protected override void Process(TargetObject item)
    {
        ApiResource resource = item.Resolve();
        if (InputObject is { BaseObject: KubePublishResult } && !RolloutKinds.Have(resource))
        {
            // What is published together is piped together; only some of it rolls.
            WriteVerbose($"{item.Target} has no rollout.");
            return;
        }

        _ = RolloutKinds.Checked(resource);
        KubeObject live = Await(stop => Client.GetAsync(resource, item.PlaceFor(resource), item.Name, stop));
        if (_open.Keys.Any(r => r.Workload.Uid == live.Uid))
        {
            return;
        }

        AwaitedRollout rollout = new(resource, new KubeTarget(resource.Kind, live.Namespace, live.Name), live);
        _open.Add(rollout, new WorkProgress(this, _open.Count + 1, $"Rolling out {rollout.Target}"));
    }

    private void WaitForAll()
    {
        using CancellationTokenSource deadline = new(TimerLimit.Of(Timeout == TimeSpan.Zero ? null : Timeout), Client.Options.TimeProvider);
        try
        {
            Judge([.. _open.Keys]);
            if (_open.Count > 0 && Timeout > TimeSpan.Zero)
            {
                WatchAll(deadline.Token);
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
        }

        foreach (AwaitedRollout late in _open.Keys.ToArray())
        {
            Await(stop => Inspector.ExamineAsync(late, stop));
            Fail(late, RolloutFailure.TooLate(late, Timeout));
        }
    }

    private void WatchAll(CancellationToken deadline)
    {
        foreach (RolloutNews news in Stream(stop => WatchAllAsync([.. _open.Keys], deadline, stop)))
        {
            if (!_open.ContainsKey(news.Rollout))
            {
                continue;
            }

            if (news.Failure is null)
            {
                news.Rollout.Take(news);
                Judge([news.Rollout]);
            }
            else if (news.IsAboutPods)
            {
                WriteVerbose($"What its pods are doing cannot be seen: {news.Failure.Message}");
            }
            else
            {
                Fail(news.Rollout, news.Failure);
            }

            if (_open.Count == 0)
            {
                return;
            }
        }
    }

    private async IAsyncEnumerable<RolloutNews> WatchAllAsync(
        IReadOnlyList<AwaitedRollout> rollouts, CancellationToken deadline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline, cancellationToken);
        IAsyncEnumerable<RolloutNews>[] watches = [.. rollouts.Select(r => r.WatchAsync(Client, either.Token))];
        await foreach (RolloutNews news in MergedStreams.MergeAsync(watches, either.Token).ConfigureAwait(false))
        {
            yield return news;
        }
    }

    private void Judge(IReadOnlyList<AwaitedRollout> rollouts)
    {
        foreach (AwaitedRollout rollout in rollouts)
        {
            if (VerdictOn(rollout) is { } failure)
            {
                Fail(rollout, failure);
            }
            else if (rollout.Status.State == RolloutState.Complete)
            {
                Finish(rollout);
            }
            else if (LookForTrouble(rollout))
            {
                Fail(rollout, RolloutFailure.Failed(rollout));
            }
            else
            {
                _open[rollout].Show(rollout.Status.Message, rollout.Status.Percent);
            }
        }
    }

    /// <summary>Why it will not come to its end; null while it may.</summary>
    private KubeRolloutException? VerdictOn(AwaitedRollout rollout) => rollout switch
    {
        { IsGone: true } => RolloutFailure.Gone(rollout),
        { RollsByHand: true } => RolloutFailure.ByHand(rollout),
        { Revision: { } current } when Revision is { } wanted && wanted != current => RolloutFailure.Superseded(rollout, wanted, current),
        { Status.State: RolloutState.Paused } => RolloutFailure.Paused(rollout),
        { Status.State: RolloutState.Failed } => FailureOf(rollout),
        _ => null,
    };

    private KubeRolloutException FailureOf(AwaitedRollout rollout)
    {
        Await(stop => Inspector.ExamineAsync(rollout, stop));
        return RolloutFailure.Failed(rollout);
    }

    private void Finish(AwaitedRollout rollout)
    {
        KubeRollout result = Await(stop => Inspector.DescribeAsync(rollout, stop));
        if (Revision is { } wanted && result.Revision is { } current && wanted != current)
        {
            Fail(rollout, RolloutFailure.Superseded(rollout, wanted, current));
            return;
        }

        Close(rollout);
        WriteObject(result);
    }

    /// <summary>Warns of what is newly in the way.</summary>
    /// <returns>Whether that is a reason to give up.</returns>
    private bool LookForTrouble(AwaitedRollout rollout)
    {
        if (rollout.HasUnknownTroubles)
        {
            Await(stop => Inspector.SortAsync(rollout, stop));
        }

        IReadOnlyList<RolloutTrouble> found = rollout.TakeNewTroubles();
        if (FailFast)
        {
            return found.Count > 0;
        }

        foreach (RolloutTrouble trouble in found)
        {
            WriteWarning($"{rollout.Target}: {trouble}");
        }

        return false;
    }

    private void Fail(AwaitedRollout rollout, KubeException failure)
    {
        Close(rollout);
        WriteError(ErrorRecordFactory.Create(failure, rollout.Target));
    }

    private void Close(AwaitedRollout rollout)
    {
        if (_open.Remove(rollout, out WorkProgress? progress))
        {
            progress.Complete();
        }
    }
}
