using System.Management.Automation;
using PodKube.Client.Requests;
using PodKube.Client.Resources;
using PodKube.Client.Watch;
using PodKube.Completion;
using PodKube.Objects;
using PodKube.Waiting;

namespace PodKube.Commands;

/// <summary>Waits until objects are as they shall be. It watches them, and sees every state however short it lasts.</summary>
[Cmdlet(VerbsLifecycle.Wait, "KubeResource", DefaultParameterSetName = ObjectSet)]
[OutputType("PodKube.KubeObject")]
public sealed class WaitKubeResourceCommand : SessionCmdlet
{
    private const string ObjectSet = "Object";
    private const string KindSet = "Kind";

    private readonly List<WaitTarget> _targets = [];

    /// <summary>The objects to wait for, of any origin. Deleted means that very object, not another one of its name.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ObjectSet)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The kind, by any of its names.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = KindSet)]
    [ArgumentCompleter(typeof(KindCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Kind { get; set; }

    /// <summary>The names; wildcards mean the objects that are there at the beginning.</summary>
    [Parameter(Position = 1, ParameterSetName = KindSet)]
    [ArgumentCompleter(typeof(NameCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>Labels of the objects: the server's syntax or a hashtable. The objects that are there at the beginning are meant.</summary>
    [Parameter(ParameterSetName = KindSet)]
    [Alias("Selector")]
    public object? LabelSelector { get; set; }

    /// <summary>
    /// What to wait for: <c>Deleted</c>, <c>Created</c>, <c>Condition=Available</c>, <c>Condition=Ready=False</c>,
    /// <c>'{.status.phase}=Running'</c>, or a script block that gets the object as <c>$_</c>.
    /// </summary>
    [Parameter(Mandatory = true)]
    [ArgumentCompleter(typeof(WaitConditionCompleter))]
    [ValidateNotNull]
    public object? For { get; set; }

    /// <summary>How long to wait for all of them: seconds, 5m or a TimeSpan. The default is 30 s; 0 looks once.</summary>
    [Parameter]
    [Duration]
    [Alias("TimeoutSec")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The namespace. The default is the object's own, else the session's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Namespace { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        try
        {
            _ = ToCondition(null);
        }
        catch (ArgumentException e)
        {
            ThrowTerminatingError(ErrorRecordFactory.Create(e, null));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_targets.Count > 0)
        {
            Try(null, WaitForAll);
        }
    }

    private protected override void ProcessWithSession()
    {
        if (ParameterSetName == ObjectSet)
        {
            AddObject(ObjectReference.From(InputObject!));
        }
        else
        {
            AddOfKind(Resolve(Kind!));
        }
    }

    private void AddObject(ObjectReference input)
    {
        if (!input.HasKind || string.IsNullOrEmpty(input.Name))
        {
            throw new ArgumentException($"The piped object says no apiVersion, kind and name: {InputObject}. Name a kind with -Kind to wait by name.");
        }

        Add(Resolve(input.ApiVersion, input.Kind), input.Namespace ?? Namespace ?? ActiveSession.Namespace, input.Name, input.Uid);
    }

    private void AddOfKind(ApiResource resource)
    {
        string place = Namespace ?? ActiveSession.Namespace;
        string? selector = SelectorText.ForLabels(LabelSelector);
        NameFilter names = new(Name ?? []);
        if (names.IsEmpty && selector is null)
        {
            throw new ArgumentException($"Which {resource.Plural}? Give -Name or -LabelSelector; -Name * means all that are there.");
        }

        if (selector is null)
        {
            foreach (string name in names.Exact)
            {
                Add(resource, place, name, null);
            }
        }

        if (names.HasPatterns || selector is not null)
        {
            AddListed(resource, place, names, selector);
        }
    }

    private void AddListed(ApiResource resource, string place, NameFilter names, string? selector)
    {
        ListOptions options = new() { Namespace = resource.Namespaced ? place : null, LabelSelector = selector };
        foreach (KubeObject item in Stream(stop => Client.ListAsync(resource, options, stop)))
        {
            if (names.IsEmpty || names.Matches(item.Name))
            {
                Add(resource, item.Namespace, item.Name, item.Uid);
            }
        }
    }

    private void Add(ApiResource resource, string? place, string name, string? uid) => _targets.Add(new WaitTarget(resource, place, name, uid, ToCondition));

    private WaitCondition ToCondition(string? uid) => (For is PSObject wrapped ? wrapped.BaseObject : For) switch
    {
        ScriptBlock script => WaitCondition.Predicate(
            $"{{{script.ToString().Trim()}}}", item => item is not null && ScriptQuestion.IsTrue(script, KubeObjectFactory.Create(item))),
        object text => WaitConditionText.Parse(text.ToString() ?? "", uid),
        null => throw new ArgumentException("-For is missing."),
    };

    private void WaitForAll()
    {
        IReadOnlyList<WaitGroup> groups = WaitGroup.Of(_targets);
        using CancellationTokenSource deadline = new(TimerLimit.Of(Timeout == TimeSpan.Zero ? null : Timeout), Client.Options.TimeProvider);
        try
        {
            WaitUntilAllAreDone([.. groups], deadline.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            foreach (WaitGroup group in groups.Where(static g => !g.IsFailed))
            {
                Fail(group);
            }
        }
    }

    private void WaitUntilAllAreDone(HashSet<WaitGroup> open, CancellationToken deadline)
    {
        WaitGroup[] all = [.. open];
        foreach (WaitNews news in Stream(stop => WatchAllAsync(all, deadline, stop)))
        {
            if (news.Failure is not null)
            {
                news.Group.IsFailed = true;
                foreach (WaitTarget target in news.Group.Pending)
                {
                    WriteError(ErrorRecordFactory.Create(news.Failure, target.Target));
                }
            }
            else
            {
                Emit(news.Group.Take(news.Change!));
            }

            if (Timeout == TimeSpan.Zero && news.Group is { IsListed: true, IsFailed: false })
            {
                Fail(news.Group);
                news.Group.IsFailed = true;
            }

            if (news.Group.IsFailed || news.Group.Pending.Count == 0)
            {
                open.Remove(news.Group);
            }

            if (open.Count == 0)
            {
                return;
            }
        }
    }

    private async IAsyncEnumerable<WaitNews> WatchAllAsync(
        IReadOnlyList<WaitGroup> groups, CancellationToken deadline, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline, cancellationToken);
        IAsyncEnumerable<WaitNews>[] watches = [.. groups.Select(g => MergedStreams.CatchAsync(
            g.WatchAsync(Client, either.Token), c => new WaitNews(g, c, null), e => new WaitNews(g, null, e), either.Token))];
        await foreach (WaitNews news in MergedStreams.MergeAsync(watches, either.Token).ConfigureAwait(false))
        {
            yield return news;
        }
    }

    private void Emit(IReadOnlyList<WaitTarget> met)
    {
        foreach (WaitTarget target in met)
        {
            WriteVerbose($"{target.Target} is {target.Condition}");
            if (target.State is { } state)
            {
                WriteObject(KubeObjectFactory.Create(state));
            }
        }
    }

    private void Fail(WaitGroup group)
    {
        foreach (WaitTarget target in group.Pending)
        {
            WriteError(ErrorRecordFactory.Create(target.NotMet(Timeout), target.Target));
        }
    }
}
