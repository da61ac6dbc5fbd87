using System.Management.Automation;
using PodKube.Completion;

namespace PodKube.Commands;

/// <summary>The base of the cmdlets that do one thing with objects, which are piped in or named.</summary>
public abstract class TargetingCmdlet : SessionCmdlet
{
    private protected const string ObjectSet = "Object";
    private protected const string KindSet = "Kind";

    /// <summary>The objects: from PodKube, from kubectl's JSON, from YAML, hashtables. Only what names them is used.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ObjectSet)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The kind, by any of its names.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = KindSet)]
    [ArgumentCompleter(typeof(KindCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Kind { get; set; }

    /// <summary>The names of the objects.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = KindSet)]
    [ArgumentCompleter(typeof(NameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>The namespace. The default is the object's own, else the session's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Namespace { get; set; }

    private protected sealed override void ProcessWithSession()
    {
        if (Kind is not null)
        {
            foreach (TargetObject named in TargetObject.Named(Kind, Name, PlaceOf(null), Resolve))
            {
                Try(named.Target, () => Process(named));
            }

            return;
        }

        TargetObject piped = TargetObject.Piped(InputObject!, PlaceOf, Resolve);
        Try(piped.Target, () => Process(piped));
    }

    /// <summary>Does the thing with one object; its failure is one error.</summary>
    private protected abstract void Process(TargetObject item);

    private string PlaceOf(string? own) => own is { Length: > 0 } ? own : Namespace ?? ActiveSession.Namespace;
}
