using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Gets nodes.</summary>
[Cmdlet(VerbsCommon.Get, "KubeNode")]
[OutputType("PodKube.v1.Node", "PodKube.KubeObject")]
public sealed class GetKubeNodeCommand : KindReadingCmdlet
{
}
