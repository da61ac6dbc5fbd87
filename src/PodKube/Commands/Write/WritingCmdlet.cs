using System.Management.Automation;
using PodKube.Client.Manifests;
using PodKube.Completion;

namespace PodKube.Commands;

/// <summary>The base of the cmdlets that write objects of any kind: how the server checks them, and who owns their fields afterwards.</summary>
public abstract class WritingCmdlet : SessionCmdlet
{
    /// <summary>The namespace, where the object names none. The default is the session's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Namespace { get; set; }

    /// <summary>Let the server go through everything and keep nothing; what would be is emitted.</summary>
    [Parameter]
    public SwitchParameter DryRun { get; set; }

    /// <summary>The name under which the fields are owned afterwards. The default is podkube.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string FieldManager { get; set; } = "podkube";

    /// <summary>What happens to fields that the kind does not have: Ignore, Warn, or Strict (an error that names them; the default).</summary>
    [Parameter]
    [ValidateSet("Ignore", "Warn", "Strict")]
    public string FieldValidation { get; set; } = "Strict";

    /// <summary>Where an object of a namespaced kind belongs.</summary>
    private protected string PlaceOf(string? own) => own is { Length: > 0 } ? own : Namespace ?? ActiveSession.Namespace;

    /// <summary>What an object is, for people and error records; found without asking the server, so that -WhatIf sends nothing.</summary>
    private protected KubeTarget TargetOf(string apiVersion, string kind, string? place, string? name) =>
        new(kind, ClusterScopedKinds.Contains(apiVersion, kind) ? null : PlaceOf(place), name);

    /// <summary>Asks whether to go on (<c>-WhatIf</c>, <c>-Confirm</c>).</summary>
    private protected bool MayWrite(KubeTarget target, string action) => ShouldProcess(target.ToString(), DryRun ? action + " (dry run)" : action);
}
