using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Gets API services.</summary>
[Cmdlet(VerbsCommon.Get, "KubeApiService")]
[OutputType("PodKube.apiregistration.k8s.io.v1.APIService", "PodKube.KubeObject")]
public sealed class GetKubeApiServiceCommand : KindReadingCmdlet
{
}
