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
public sealed class GetKubeLogCommand : LogSourceCmdlet
{
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
        if (Pods.Count + Selections.Count > 0)
        {
            Try(null, ReadAll);
        }
    }

    private void ReadAll()
    {
        List<LogStream> streams = [.. Pods.SelectMany(p => StreamsOf(p.Namespace, p.Name))];
        bool plain = Pods.Count == 1 && Selections.Count == 0 && !AllContainers && Container.Length < 2 && streams.Count < 2;
        LogOptions options = ToOptions(plain);
        if (!Follow)
        {
            streams.AddRange(SelectedStreams());
        }

        LogOutput output = new(plain, Timestamps);
        LogReading reading = new(Client, options, MaxConcurrent);
        foreach (LogItem item in Stream(stop => Follow ? reading.FollowAsync(streams, Selections, Choice, stop) : reading.ReadAsync(streams, stop)))
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
        foreach (PodSelection selection in Selections)
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
