using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Gets stateful sets.</summary>
[Cmdlet(VerbsCommon.Get, "KubeStatefulSet")]
[OutputType("PodKube.apps.v1.StatefulSet", "PodKube.KubeObject")]
public sealed class GetKubeStatefulSetCommand : NamespacedKindReadingCmdlet
{
}
