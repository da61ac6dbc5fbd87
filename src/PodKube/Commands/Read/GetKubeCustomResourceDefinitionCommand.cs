using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Gets custom resource definitions.</summary>
[Cmdlet(VerbsCommon.Get, "KubeCustomResourceDefinition")]
[OutputType("PodKube.apiextensions.k8s.io.v1.CustomResourceDefinition", "PodKube.KubeObject")]
public sealed class GetKubeCustomResourceDefinitionCommand : KindReadingCmdlet
{
}
