using System.Management.Automation;
using PodKube.Client.Manifests;
using PodKube.Client.Publishing;
using PodKube.Client.Resources;
using PodKube.Completion;

namespace PodKube.Commands;

/// <summary>The base of the cmdlets that apply a whole set of manifests, or try to: how the server takes them, and who owns their fields.</summary>
public abstract class ManifestCmdlet : ManifestReadingCmdlet
{
    /// <summary>The namespace of the objects that name none. The default is the session's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Namespace { get; set; }

    /// <summary>The name under which the fields are owned. The default is podkube.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string FieldManager { get; set; } = "podkube";

    /// <summary>Take over fields that other managers own with other values, instead of a conflict.</summary>
    [Parameter]
    public SwitchParameter ForceConflicts { get; set; }

    /// <summary>What happens to fields that the kind does not have: Ignore, Warn, or Strict (an error that names them; the default).</summary>
    [Parameter]
    [ValidateSet("Ignore", "Warn", "Strict")]
    public string FieldValidation { get; set; } = "Strict";

    /// <summary>How many objects are on their way at the same time. The default is 16.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 16;

    private protected virtual bool IsDryRun => false;

    private protected PublishOptions Options => new()
    {
        Namespace = Namespace ?? ActiveSession.Namespace,
        FieldManager = FieldManager,
        Force = ForceConflicts,
        DryRun = IsDryRun,
        FieldValidation = FieldValidation,
        Concurrency = ThrottleLimit,
    };

    /// <summary>What a manifest is about, found without asking the server.</summary>
    private protected KubeTarget TargetOf(KubeObject manifest) => new(
        manifest.Kind,
        ClusterScopedKinds.Contains(manifest.ApiVersion, manifest.Kind) ? null : manifest.Namespace ?? Namespace ?? ActiveSession.Namespace,
        manifest.Name);
}
