using System.Management.Automation;
using PodKube.Client.Errors;
using PodKube.Client.Requests;
using PodKube.Client.Resources;
using PodKube.Completion;
using PodKube.Objects;

namespace PodKube.Commands;

/// <summary>
/// Changes parts of objects: by a script block that changes <c>$_</c> (read, changed, sent; all again when somebody else was faster),
/// or by a merge, JSON or strategic patch.
/// </summary>
[Cmdlet(VerbsData.Update, "KubeResource", DefaultParameterSetName = ObjectScript, SupportsShouldProcess = true)]
[OutputType("PodKube.KubeObject")]
public sealed class UpdateKubeResourceCommand : WritingCmdlet
{
    private const string ObjectScript = "ObjectScript";
    private const string ObjectMerge = "ObjectMerge";
    private const string ObjectJson = "ObjectJson";
    private const string ObjectStrategic = "ObjectStrategic";
    private const string KindScript = "KindScript";
    private const string KindMerge = "KindMerge";
    private const string KindJson = "KindJson";
    private const string KindStrategic = "KindStrategic";

    /// <summary>The objects to change: from PodKube, from kubectl's JSON, from YAML, hashtables. Only what names them is used.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ObjectScript)]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ObjectMerge)]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ObjectJson)]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ObjectStrategic)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The kind, by any of its names.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = KindScript)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = KindMerge)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = KindJson)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = KindStrategic)]
    [ArgumentCompleter(typeof(KindCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Kind { get; set; }

    /// <summary>The names of the objects to change.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = KindScript)]
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = KindMerge)]
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = KindJson)]
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = KindStrategic)]
    [ArgumentCompleter(typeof(NameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>Changes the object, which is <c>$_</c>: <c>{ $_.spec.replicas++ }</c>. It may run several times: when somebody else writes in between.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ObjectScript)]
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = KindScript)]
    [ValidateNotNull]
    public ScriptBlock? Script { get; set; }

    /// <summary>A merge patch: a hashtable, an object, or YAML. $null removes a field; lists are replaced as a whole.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ObjectMerge)]
    [Parameter(Mandatory = true, ParameterSetName = KindMerge)]
    [ValidateNotNull]
    public object? Merge { get; set; }

    /// <summary>A JSON patch: operations as hashtables (<c>@{ op = 'replace'; path = '/spec/replicas'; value = 3 }</c>), or YAML.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ObjectJson)]
    [Parameter(Mandatory = true, ParameterSetName = KindJson)]
    [ValidateNotNull]
    public object? Json { get; set; }

    /// <summary>A strategic merge patch: lists are merged by their keys. A hashtable, an object, or YAML; not for custom resources.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ObjectStrategic)]
    [Parameter(Mandatory = true, ParameterSetName = KindStrategic)]
    [ValidateNotNull]
    public object? Strategic { get; set; }

    /// <summary>The part of the object to change, for instance <c>status</c> or <c>scale</c>. The default is the object itself.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Subresource { get; set; } = "";

    private PatchOptions Options => new() { DryRun = DryRun, FieldManager = FieldManager, FieldValidation = FieldValidation };

    private protected override void ProcessWithSession()
    {
        if (Kind is not null)
        {
            foreach (TargetObject named in TargetObject.Named(Kind, Name, PlaceOf(null), Resolve))
            {
                Try(named.Target, () => Update(named));
            }

            return;
        }

        TargetObject piped = TargetObject.Piped(InputObject!, PlaceOf, Resolve);
        Try(piped.Target, () => Update(piped));
    }

    private void Update(TargetObject item)
    {
        (PatchType type, byte[]? patch) = this switch
        {
            { Merge: { } merge } => (PatchType.Merge, PatchValue.ToJson(merge)),
            { Json: { } operations } => (PatchType.Json, PatchValue.ToOperations(operations)),
            { Strategic: { } strategic } => (PatchType.Strategic, PatchValue.ToJson(strategic)),
            _ => (PatchType.Merge, (byte[]?)null),
        };
        if (!MayWrite(item.Target, "Update"))
        {
            return;
        }

        ApiResource resource = item.Resolve();
        KubeObject? result = patch is null
            ? RunScript(item, resource)
            : Await(stop => Client.PatchAsync(resource, item.PlaceFor(resource), item.Name, type, patch, Options, Subresource, stop));
        if (result is not null)
        {
            WriteObject(KubeObjectFactory.Create(result));
        }
    }

    private KubeObject? RunScript(TargetObject item, ApiResource resource)
    {
        string? place = item.PlaceFor(resource);
        ConflictBackoff conflicts = new(Client.Options);
        while (true)
        {
            KubeObject live = Await(stop => Client.SendForObjectAsync(ResourceRequests.Get(resource, place, item.Name, Subresource), resource, stop));
            PSObject changed = KubeObjectFactory.Create(live);
            if (ChangeScript.Run(Script!, changed, item.Target) is { } failure)
            {
                WriteError(failure);
                return null;
            }

            byte[]? patch = ScriptPatch.Make(live, KubeJsonWriter.ToUtf8(changed, revealSecrets: true));
            if (patch is null)
            {
                return live;
            }

            try
            {
                return Await(stop => Client.PatchAsync(resource, place, item.Name, PatchType.Merge, patch, Options, Subresource, stop));
            }
            catch (KubeApiException e) when (e.IsConflict && conflicts.MayTryAgain)
            {
                Await(conflicts.WaitAsync);
            }
        }
    }
}
