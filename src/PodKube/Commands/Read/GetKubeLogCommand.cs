using System.Management.Automation;
using PodKube.Client.Errors;
using PodKube.Client.Resources;
using PodKube.Client.Streams;
using PodKube.Completion;
using PodKube.Logs;
using PodKube.Objects;

namespace PodKube.Commands;

/// <summary>Reads the logs of containers: of one as plain lines, of several as objects that say whose line it is.</summary>
[Cmdlet(VerbsCommon.Get, "KubeLog")]
[OutputType(typeof(string), typeof(KubeLogLine))]
public sealed class GetKubeLogCommand : SessionCmdlet
{
    private readonly List<(string Namespace, string Name)> _pods = [];
    private readonly List<PodSelection> _selections = [];

    /// <summary>The pods; wildcards are allowed. <c>deployment/web</c> means the pods of that deployment.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(LogSourceCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>Pods, or what selects or owns pods: deployments, jobs, services and so on.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The namespace. The default is the object's own, else the session's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Namespace { get; set; }

    /// <summary>Labels of the pods: the server's syntax or a hashtable.</summary>
    [Parameter]
    [Alias("Selector")]
    public object? LabelSelector { get; set; }

    /// <summary>The containers; wildcards are allowed. The default is the pod's default container, else its first.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Container { get; set; } = [];

    /// <summary>All containers, init containers first.</summary>
    [Parameter]
    public SwitchParameter AllContainers { get; set; }

    /// <summary>
    /// Go on with new lines as they are written; pods that a selector or an owner gains join in. It ends by itself when all pods have
    /// ended and nothing makes more: no deployment or the like, and no job that is not over.
    /// </summary>
    [Parameter]
    public SwitchParameter Follow { get; set; }

    /// <summary>The log of the container's former run.</summary>
    [Parameter]
    public SwitchParameter Previous { get; set; }

    /// <summary>Only lines that are not older than this: seconds, 5m or a TimeSpan.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? Since { get; set; }

    /// <summary>Only lines from this time on.</summary>
    [Parameter]
    public DateTime? SinceTime { get; set; }

    /// <summary>Only so many of the last lines of each container.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? Tail { get; set; }

    /// <summary>Begin each plain line with its time. Objects have theirs always.</summary>
    [Parameter]
    public SwitchParameter Timestamps { get; set; }

    /// <summary>How many logs are read at the same time. The default is 10; more wait until one ends.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int MaxConcurrent { get; set; } = 10;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        string? wrong = this switch
        {
            { Follow.IsPresent: true, Previous.IsPresent: true } => "-Follow and -Previous exclude each other: a former run writes no more.",
            { Since: not null, SinceTime: not null } => "-Since and -SinceTime exclude each other.",
            { AllContainers.IsPresent: true, Container.Length: > 0 } => "-Container and -AllContainers exclude each other.",
            _ => null,
        };
        if (wrong is not null)
        {
            ThrowTerminatingError(ErrorRecordFactory.Create(new ArgumentException(wrong), null));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_pods.Count + _selections.Count > 0)
        {
            Try(null, ReadAll);
        }
    }

    private protected override void ProcessWithSession()
    {
        string place = Namespace ?? ActiveSession.Namespace;
        if (InputObject?.BaseObject is string name)
        {
            AddNamed(place, [name]);
        }
        else if (InputObject is not null)
        {
            AddObject(InputObject, place);
        }
        else if (Name.Length > 0)
        {
            AddNamed(place, Name);
        }
        else if (LabelSelector is not null)
        {
            Add([new PodSelection(place, null, null, new NameFilter([]))]);
        }
        else
        {
            throw new ArgumentException("Which pods? Give -Name or -LabelSelector, or pipe in pods or what owns them.");
        }
    }

    private void AddNamed(string place, IReadOnlyList<string> names)
    {
        string[] pods = [.. names.Where(static n => !n.Contains('/', StringComparison.Ordinal))];
        foreach (string owner in names.Except(pods))
        {
            Try(null, () => AddOwner(place, owner));
        }

        NameFilter filter = new(pods);
        if (filter.HasPatterns || (LabelSelector is not null && !filter.IsEmpty))
        {
            Add([new PodSelection(place, null, null, filter)]);
        }
        else
        {
            _pods.AddRange(filter.Exact.Select(n => (place, n)));
        }
    }

    private void AddOwner(string place, string word)
    {
        (string kind, string name) = KindAndName.Parse(word) ?? throw new ArgumentException($"'{word}' is not kind and name, as in deployment/web.");
        ApiResource resource = Resolve(kind);
        if (resource is { Group: "", Kind: "Pod" })
        {
            _pods.Add((place, name));
            return;
        }

        KubeObject owner = Await(stop => Client.GetAsync(resource, resource.Namespaced ? place : null, name, stop));
        Add(Await(stop => new PodOwners(Client).SelectAsync(owner, stop)), new KubeTarget(resource.Kind, owner.Namespace, name));
    }

    private void AddObject(PSObject item, string place)
    {
        ObjectReference input = ObjectReference.From(item);
        ObjectReference placed = input with { Namespace = input.Namespace ?? place };
        if (input is { Kind: "Pod" } or { Kind: "", Name.Length: > 0 })
        {
            _pods.Add((placed.Namespace, input.Name ?? ""));
            return;
        }

        KubeTarget target = new(input.Kind, placed.Namespace, input.Name);
        Try(target, () => Add(Await(stop => new PodOwners(Client).SelectAsync(item, placed, stop)), target));
    }

    private void Add(IReadOnlyList<PodSelection> found, KubeTarget? owner = null)
    {
        if (found.Count == 0)
        {
            WriteWarning($"{owner} has no jobs: there are no logs.");
        }

        string? labels = SelectorText.ForLabels(LabelSelector);
        _selections.AddRange(found.Select(s => s.With(labels)));
    }

    private void ReadAll()
    {
        List<LogStream> streams = [.. _pods.SelectMany(p => StreamsOf(p.Namespace, p.Name))];
        bool plain = _pods.Count == 1 && _selections.Count == 0 && !AllContainers && Container.Length < 2 && streams.Count < 2;
        LogOptions options = ToOptions(plain);
        if (!Follow)
        {
            streams.AddRange(SelectedStreams());
        }

        LogOutput output = new(plain, Timestamps);
        LogReading reading = new(Client, options, MaxConcurrent);
        foreach (LogItem item in Stream(stop => Follow ? reading.FollowAsync(streams, _selections, Choice, stop) : reading.ReadAsync(streams, stop)))
        {
            Emit(item, output);
        }
    }

    private ContainerChoice Choice => new(new NameFilter(Container), AllContainers);

    private LogOptions ToOptions(bool plain) => new()
    {
        Follow = Follow,
        Previous = Previous,
        Since = Since,
        SinceTime = SinceTime is { } time ? new DateTimeOffset(time.ToUniversalTime()) : null,
        TailLines = Tail,
        Timestamps = Timestamps || !plain,
    };

    // One container that is named needs no look at the pod, and no right to read it.
    private List<LogStream> StreamsOf(string place, string name)
    {
        if (Choice.Named is { } named)
        {
            return [.. named.Select(c => new LogStream(place, name, c))];
        }

        List<LogStream> streams = [];
        Try(new KubeTarget("Pod", place, name), () =>
        {
            try
            {
                KubeObject pod = Await(stop => Client.GetAsync(KnownKinds.Get("Pod"), place, name, stop));
                streams.AddRange(StreamsOf(pod));
            }
            catch (KubeApiException e) when (e.IsForbidden && Choice is { All: false, Names.IsEmpty: true })
            {
                // Who may read logs and no pods: the server knows the container where there is only one.
                streams.Add(new LogStream(place, name, null));
            }
        });
        return streams;
    }

    private IEnumerable<LogStream> StreamsOf(KubeObject pod) =>
        PodContainers.Of(pod).Choose(Choice).Select(c => new LogStream(pod.Namespace!, pod.Name, c));

    private List<LogStream> SelectedStreams()
    {
        List<LogStream> streams = [];
        HashSet<string> others = new(StringComparer.Ordinal);
        foreach (PodSelection selection in _selections)
        {
            foreach (KubeObject pod in Stream(stop => Client.ListAsync(KnownKinds.Get("Pod"), selection.ToListOptions(), stop)).Where(selection.Matches))
            {
                streams.AddRange(StreamsOf(pod));
                others.UnionWith(PodContainers.Of(pod).All);
            }
        }

        if (streams.Count == 0 && others.Count > 0)
        {
            WriteWarning($"No container of these pods is named {string.Join(" or ", Container)}; they have {string.Join(", ", others.Order(StringComparer.Ordinal))}.");
        }

        return streams;
    }

    private void Emit(LogItem item, LogOutput output)
    {
        if (item.Failure is not null)
        {
            WriteError(ErrorRecordFactory.Create(item.Failure, new KubeTarget("Pod", item.Stream.Namespace, item.Stream.Pod)));
        }
        else
        {
            WriteObject(output.Of(item));
        }
    }
}
