using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Gets namespaces.</summary>
[Cmdlet(VerbsCommon.Get, "KubeNamespace")]
[OutputType("PodKube.v1.Namespace", "PodKube.KubeObject")]
public sealed class GetKubeNamespaceCommand : KindReadingCmdlet
{
}
