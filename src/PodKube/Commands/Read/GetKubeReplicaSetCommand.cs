using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Gets replica sets.</summary>
[Cmdlet(VerbsCommon.Get, "KubeReplicaSet")]
[OutputType("PodKube.apps.v1.ReplicaSet", "PodKube.KubeObject")]
public sealed class GetKubeReplicaSetCommand : NamespacedKindReadingCmdlet
{
}
