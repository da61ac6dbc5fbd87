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
            // Known kinds need no question to the server, so that -WhatIf sends nothing for them.
            ApiResource? known = KnownKinds.FindByName(Kind);
            foreach (string name in Name)
            {
                KubeTarget target = new(known?.Kind ?? Kind, known is { Namespaced: false } ? null : PlaceOf(null), name);
                Try(target, () => Update(target, () => known ?? Resolve(Kind)));
            }

            return;
        }

        ObjectReference input = ObjectReference.From(InputObject!);
        if (!input.HasKind || string.IsNullOrEmpty(input.Name))
        {
            throw new ArgumentException($"The piped object says no apiVersion, kind and name: {InputObject}. Name a kind with -Kind to change by name.");
        }

        KubeTarget piped = TargetOf(input.ApiVersion, input.Kind, input.Namespace, input.Name);
        Try(piped, () => Update(piped, () => Resolve(input.ApiVersion, input.Kind)));
    }

    private void Update(KubeTarget target, Func<ApiResource> resolve)
    {
        (PatchType type, byte[]? patch) = this switch
        {
            { Merge: { } merge } => (PatchType.Merge, PatchValue.ToJson(merge)),
            { Json: { } operations } => (PatchType.Json, PatchValue.ToOperations(operations)),
            { Strategic: { } strategic } => (PatchType.Strategic, PatchValue.ToJson(strategic)),
            _ => (PatchType.Merge, (byte[]?)null),
        };
        if (!MayWrite(target, "Update"))
        {
            return;
        }

        ApiResource resource = resolve();
        string? place = resource.Namespaced ? target.Namespace ?? PlaceOf(null) : null;
        KubeObject? result = patch is null
            ? RunScript(resource, place, target)
            : Await(stop => Client.PatchAsync(resource, place, target.Name!, type, patch, Options, Subresource, stop));
        if (result is not null)
        {
            WriteObject(KubeObjectFactory.Create(result));
        }
    }

    private KubeObject? RunScript(ApiResource resource, string? place, KubeTarget target)
    {
        ConflictBackoff conflicts = new(Client.Options);
        while (true)
        {
            KubeObject live = Await(stop => Client.SendForObjectAsync(ResourceRequests.Get(resource, place, target.Name!, Subresource), resource, stop));
            PSObject changed = KubeObjectFactory.Create(live);
            if (!TryInvoke(changed, target))
            {
                return null;
            }

            byte[]? patch = ScriptPatch.Make(live, KubeJsonWriter.ToUtf8(changed, revealSecrets: true));
            if (patch is null)
            {
                return live;
            }

            try
            {
                return Await(stop => Client.PatchAsync(resource, place, target.Name!, PatchType.Merge, patch, Options, Subresource, stop));
            }
            catch (KubeApiException e) when (e.IsConflict && conflicts.MayTryAgain)
            {
                Await(conflicts.WaitAsync);
            }
        }
    }

    private bool TryInvoke(PSObject item, KubeTarget target)
    {
        try
        {
            Script!.InvokeWithContext(null, [new PSVariable("_", item)], item);
            return true;
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            // An object of PowerShell takes no new field by assignment, and its message does not say how it does.
            string? advice = e is SetValueException ? "A field that is not there yet is added by Add-Member, or set by -Merge." : null;
            ErrorDetails details = new($"{target} was not changed: {e.Message}") { RecommendedAction = advice };
            WriteError(new ErrorRecord(e, "ScriptFailed", e.ErrorRecord.CategoryInfo.Category, target) { ErrorDetails = details });
            return false;
        }
    }
}
