using System.Management.Automation;
using PodKube.Client.Errors;
using PodKube.Completion;
using PodKube.Sandboxes;
using PodKube.Sessions;

namespace PodKube.Commands;

/// <summary>
/// Lets things go wrong in a sandbox, to see how a script takes it: for requests of a verb, resource, namespace or name, and as often as
/// asked for; or once and at once for the whole cluster.
/// </summary>
[Cmdlet(VerbsCommon.Set, "KubeSandboxFault", SupportsShouldProcess = true, DefaultParameterSetName = FaultSet)]
[OutputType(typeof(KubeSandboxFault))]
public sealed class SetKubeSandboxFaultCommand : KubeCmdlet
{
    private const string FaultSet = "Fault";
    private const string ClearSet = "Clear";
    private const string EventSet = "Event";

    /// <summary>What goes wrong.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = FaultSet)]
    public KubeSandboxFaultKind Fault { get; set; }

    /// <summary>Only requests of this verb: get, list, watch, create, update, patch, delete, deletecollection.</summary>
    [Parameter(Position = 1, ParameterSetName = FaultSet)]
    [ArgumentCompleter(typeof(VerbCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Verb { get; set; }

    /// <summary>Only requests for this resource, by any of its names; with a subresource: <c>pods/log</c>.</summary>
    [Parameter(Position = 2, ParameterSetName = FaultSet)]
    [ArgumentCompleter(typeof(KindCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Resource { get; set; }

    /// <summary>Only requests in this namespace.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Namespace { get; set; }

    /// <summary>Only requests for the object of this name.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    [ArgumentCompleter(typeof(NameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>How many of these requests pass before the first is hit.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    [ValidateRange(0, int.MaxValue)]
    public int? Skip { get; set; }

    /// <summary>How many requests are hit. The default is every one, until the fault is cleared.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    [ValidateRange(1, int.MaxValue)]
    public int? Count { get; set; }

    /// <summary>For Latency: how much later the answer comes, in seconds, 200ms or a TimeSpan. The default is 1 s.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    [Duration]
    public TimeSpan? Delay { get; set; }

    /// <summary>For TooManyRequests, ServerError and Unavailable: the seconds of Retry-After. TooManyRequests says 1 by default.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    [ValidateRange(0, int.MaxValue)]
    public int? RetryAfter { get; set; }

    /// <summary>For DropConnection: how many bytes of the answer's body arrive. The default is 100.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    [ValidateRange(0, int.MaxValue)]
    public int? AfterBytes { get; set; }

    /// <summary>For CloseWatch and ExpireWatch: how many events arrive first. The default is 0.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    [ValidateRange(0, int.MaxValue)]
    public int? AfterEvents { get; set; }

    /// <summary>Remove the faults that are set, or the one of -Id.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ClearSet)]
    public SwitchParameter Clear { get; set; }

    /// <summary>Which fault to remove; faults that are piped in say it themselves.</summary>
    [Parameter(ParameterSetName = ClearSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Id { get; set; }

    /// <summary>What happens to the cluster now, without waiting for a request.</summary>
    [Parameter(Mandatory = true, ParameterSetName = EventSet)]
    public KubeSandboxEvent Event { get; set; }

    /// <summary>The sandbox. The default is that of the default session, else the one that was started last.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public KubeSandbox? Sandbox { get; set; }

    /// <summary>Emit the fault that was set; with -Clear those that were removed, with the number of requests that they hit.</summary>
    [Parameter(ParameterSetName = FaultSet)]
    [Parameter(ParameterSetName = ClearSet)]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            KubeSandbox sandbox = Sandbox ?? DefaultSandbox();
            switch (ParameterSetName)
            {
                case ClearSet: RemoveFrom(sandbox); break;
                case EventSet: Trigger(sandbox); break;
                default: Add(sandbox); break;
            }
        }
        catch (SandboxException e)
        {
            WriteError(new ErrorRecord(e, e.Reason, Category(e.Reason), Sandbox)
            {
                ErrorDetails = new ErrorDetails(e.Message) { RecommendedAction = e.Advice },
            });
        }
    }

    private static KubeSandbox DefaultSandbox()
    {
        IReadOnlyList<KubeSandbox> sandboxes = SandboxRegistry.List();
        Uri? server = SessionRegistry.List().FirstOrDefault(static s => s.IsDefault)?.Server;
        return sandboxes.Count > 0
            ? sandboxes.LastOrDefault(s => s.Server == server) ?? sandboxes[^1]
            : throw new SandboxException("SandboxNotFound", "This pwsh has started no sandbox.", "Start one with Start-KubeSandbox.");
    }

    private static ErrorCategory Category(string reason) => reason switch
    {
        "InvalidFault" => ErrorCategory.InvalidArgument,
        "FaultNotFound" or "SandboxNotFound" => ErrorCategory.ObjectNotFound,
        _ => ErrorCategory.ResourceUnavailable,
    };

    private void Add(KubeSandbox sandbox)
    {
        SandboxFaultRequest fault = new(Fault)
        {
            Verb = Verb?.ToLowerInvariant(),
            Resource = Resource is null ? null : FullResource(sandbox, Resource),
            Namespace = Namespace,
            Name = Name,
            Skip = Skip,
            Count = Count,
            Delay = Delay,
            RetryAfter = RetryAfter,
            AfterBytes = AfterBytes,
            AfterEvents = AfterEvents,
        };
        if (!ShouldProcess(sandbox.ToString(), $"Set fault {Fault}"))
        {
            return;
        }

        KubeSandboxFault added = Await(stop => SandboxControl.AddFaultAsync(sandbox, fault.ToUtf8(), stop));
        if (PassThru)
        {
            WriteObject(added);
        }
    }

    private void RemoveFrom(KubeSandbox sandbox)
    {
        IReadOnlyList<KubeSandboxFault> faults = Await(stop => SandboxControl.ListFaultsAsync(sandbox, stop));
        KubeSandboxFault[] meant = [.. faults.Where(f => Id is null || f.Id == Id)];
        if (meant.Length == 0 && Id is not null)
        {
            throw new SandboxException("FaultNotFound", $"The sandbox has no fault {Id} (any more).", "Set-KubeSandboxFault -Clear removes all.");
        }

        foreach (KubeSandboxFault fault in meant.Where(f => ShouldProcess(sandbox.ToString(), $"Remove fault {f.Fault}")))
        {
            Await(stop => Done(SandboxControl.RemoveFaultAsync(sandbox, fault.Id, stop)));
            if (PassThru)
            {
                WriteObject(fault);
            }
        }
    }

    private void Trigger(KubeSandbox sandbox)
    {
        if (ShouldProcess(sandbox.ToString(), Event.ToString()))
        {
            Await(stop => Done(SandboxControl.TriggerAsync(sandbox, Event, stop)));
        }
    }

    private static async Task<bool> Done(Task work)
    {
        await work.ConfigureAwait(false);
        return true;
    }

    private string FullResource(KubeSandbox sandbox, string name)
    {
        try
        {
            return Await(stop => FaultResource.QualifyAsync(sandbox, name, stop));
        }
        catch (Exception e) when (e is KubeException or ObjectDisposedException)
        {
            WriteWarning($"The fault is limited to the resource '{name}' as it stands: {e.Message}");
            return name;
        }
    }
}
