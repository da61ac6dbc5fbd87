using System.Globalization;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using PodKube.Client.Resources;
using PodKube.Client.Watch;
using PodKube.Completion;
using PodKube.Waiting;

namespace PodKube.Commands;

/// <summary>Emits what happens to objects, as it happens, for as long as one wants.</summary>
[Cmdlet(VerbsCommon.Watch, "KubeResource")]
[OutputType(typeof(WatchEvent))]
public sealed class WatchKubeResourceCommand : SessionCmdlet
{
    private static readonly string?[] s_everywhere = [null];

    private readonly List<WatchSource> _sources = [];
    private readonly List<(ApiResource Resource, string? Namespace, string Name)> _objects = [];

    /// <summary>The kinds by any name: <c>pods</c>, <c>po</c>, <c>Pod</c>, <c>deployments.apps</c>. May be left out when objects are piped in.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(KindCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Kind { get; set; } = [];

    /// <summary>The names to watch; wildcards are allowed. The default is all.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(NameCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>The objects to watch, of any origin; together with <c>-Kind</c>, the namespaces to watch.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The namespaces to watch. The default is the session's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Namespace { get; set; } = [];

    /// <summary>Watch all namespaces.</summary>
    [Parameter]
    [Alias("A")]
    public SwitchParameter AllNamespaces { get; set; }

    /// <summary>
    /// Labels that the objects must carry: the server's syntax or a hashtable. One that no longer carries them is told as deleted.
    /// </summary>
    [Parameter]
    [Alias("Selector")]
    public object? LabelSelector { get; set; }

    /// <summary>Fields that the objects must have: <c>spec.nodeName=n1</c> or a hashtable. Which fields work is up to the server.</summary>
    [Parameter]
    public object? FieldSelector { get; set; }

    /// <summary>Emit only what happens from now on, not what is there already.</summary>
    [Parameter]
    public SwitchParameter SkipInitial { get; set; }

    /// <summary>Ends the watch after the first event, seen as <c>$_</c>, for which this script block is true.</summary>
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? Until { get; set; }

    /// <summary>How long to watch: seconds, 5m or a TimeSpan. The default is until stopped. With <c>-Until</c> it is an error if the time is up first.</summary>
    [Parameter]
    [Duration]
    [Alias("TimeoutSec")]
    public TimeSpan? Timeout { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (AllNamespaces && Namespace.Length > 0)
        {
            ThrowTerminatingError(ErrorRecordFactory.Create(new ArgumentException("-Namespace and -AllNamespaces exclude each other."), null));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var place in _objects.GroupBy(static o => (o.Resource.ToString(), o.Namespace)))
        {
            Add(place.First().Resource, place.Key.Namespace, place.Select(static o => o.Name));
        }

        if (_sources.Count > 0)
        {
            Try(null, WatchUntilEnd);
        }
    }

    private protected override void ProcessWithSession()
    {
        ObjectReference? input = InputObject is null ? null : ObjectReference.From(InputObject);
        if (Kind.Length == 0)
        {
            AddObject(input);
            return;
        }

        if (input is not null and not { ApiVersion: "v1", Kind: "Namespace" })
        {
            throw new ArgumentException($"Together with -Kind only namespaces can be piped in, not {InputObject}.");
        }

        foreach (ApiResource resource in Kind.SelectMany(static k => k.Split(',', StringSplitOptions.RemoveEmptyEntries)).Select(Resolve))
        {
            foreach (string? place in input is null ? Places(resource) : [input.Name])
            {
                Add(resource, place, Name);
            }
        }
    }

    private void AddObject(ObjectReference? input)
    {
        if (input is not { HasKind: true, Name.Length: > 0 })
        {
            throw new ArgumentException("Name a kind with -Kind, or pipe in objects that say apiVersion, kind and name.");
        }

        ApiResource resource = Resolve(input.ApiVersion, input.Kind);
        _objects.Add((resource, resource.Namespaced ? input.Namespace ?? ActiveSession.Namespace : null, input.Name));
    }

    private string?[] Places(ApiResource resource) =>
        AllNamespaces || !resource.Namespaced ? s_everywhere : Namespace.Length > 0 ? Namespace.Distinct().ToArray() : [ActiveSession.Namespace];

    private void Add(ApiResource resource, string? place, IEnumerable<string> names) =>
        _sources.Add(new WatchSource(resource, resource.Namespaced ? place : null, new NameFilter(names))
        {
            LabelSelector = SelectorText.ForLabels(LabelSelector),
            FieldSelector = SelectorText.ForFields(FieldSelector),
            IncludeInitial = !SkipInitial,
        });

    private void WatchUntilEnd()
    {
        using CancellationTokenSource deadline = new(TimerLimit.Of(Timeout), Client.Options.TimeProvider);
        KubeObject? last = null;
        try
        {
            foreach (WatchNews news in Stream(stop => WatchAllAsync(deadline.Token, stop)))
            {
                if (news.Failure is not null)
                {
                    WriteError(ErrorRecordFactory.Create(news.Failure, null));
                }
                else if (news.Source.Matches(news.Change!.Item!.Name))
                {
                    last = news.Change.Item;
                    if (Emit(new WatchEvent(news.Change)))
                    {
                        return;
                    }
                }
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            if (Until is not null)
            {
                throw new KubeWaitException(
                    string.Create(CultureInfo.InvariantCulture, $"No event within {Timeout!.Value.TotalSeconds:0.###} s met {{{Until.ToString().Trim()}}}; the last one was of {last?.ToString() ?? "nothing"}."), last);
            }
        }
    }

    private async IAsyncEnumerable<WatchNews> WatchAllAsync(CancellationToken deadline, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline, cancellationToken);
        IAsyncEnumerable<WatchNews>[] watches = [.. _sources.Select(s => MergedStreams.CatchAsync(
            s.WatchAsync(Client, either.Token), c => new WatchNews(s, c, null), e => new WatchNews(s, null, e), either.Token))];
        await foreach (WatchNews news in MergedStreams.MergeAsync(watches, either.Token).ConfigureAwait(false))
        {
            yield return news;
        }
    }

    private bool Emit(WatchEvent change)
    {
        WriteObject(change);
        return Until is not null && ScriptQuestion.IsTrue(Until, change);
    }
}
