using System.Management.Automation;
using System.Text.Json.Nodes;
using PodKube.Manifests;

namespace PodKube.Commands;

/// <summary>Creates a service account.</summary>
[Cmdlet(VerbsCommon.New, "KubeServiceAccount", SupportsShouldProcess = true)]
[OutputType("PodKube.v1.ServiceAccount")]
public sealed class NewKubeServiceAccountCommand : NewNamespacedObjectCmdlet
{
    /// <summary>Mount no token into the pods that run as this account, unless they ask for it.</summary>
    [Parameter]
    public SwitchParameter NoAutomount { get; set; }

    /// <summary>The secrets with which the account's pods pull images.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] ImagePullSecret { get; set; } = [];

    private protected override void ProcessWithSession() => Create("ServiceAccount", Write);

    private JsonObject Write()
    {
        JsonObject manifest = ManifestNodes.New("v1", "ServiceAccount", Identity);
        ManifestNodes.AddUnlessEmpty(manifest, "automountServiceAccountToken", NoAutomount ? false : null);
        ManifestNodes.AddUnlessEmpty(manifest, "imagePullSecrets", new JsonArray([.. ImagePullSecret.Select(static s => new JsonObject { ["name"] = s })]));
        return manifest;
    }
}
