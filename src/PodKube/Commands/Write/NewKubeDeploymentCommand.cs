using System.Management.Automation;
using PodKube.Manifests;

namespace PodKube.Commands;

/// <summary>Creates a deployment of one container.</summary>
[Cmdlet(VerbsCommon.New, "KubeDeployment", SupportsShouldProcess = true, DefaultParameterSetName = ImageSet)]
[OutputType("PodKube.apps.v1.Deployment")]
public sealed class NewKubeDeploymentCommand : NewWorkloadCmdlet
{
    /// <summary>How many pods. The default is 1.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, int.MaxValue)]
    public int Replicas { get; set; } = 1;

    /// <summary>The ports that the container listens on; <c>53/UDP</c> for a protocol other than TCP.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[] Port { get; set; } = [];

    private protected override IEnumerable<string> Ports => Port;

    private protected override void ProcessWithSession() => Create("Deployment", () => DeploymentManifest.Write(Identity, Replicas, Pod));
}
