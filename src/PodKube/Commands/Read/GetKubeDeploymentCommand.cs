using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Gets deployments.</summary>
[Cmdlet(VerbsCommon.Get, "KubeDeployment")]
[OutputType("PodKube.apps.v1.Deployment", "PodKube.KubeObject")]
public sealed class GetKubeDeploymentCommand : NamespacedKindReadingCmdlet
{
}
