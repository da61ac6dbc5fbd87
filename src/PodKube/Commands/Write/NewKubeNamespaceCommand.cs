using System.Management.Automation;
using PodKube.Manifests;

namespace PodKube.Commands;

/// <summary>Creates a namespace.</summary>
[Cmdlet(VerbsCommon.New, "KubeNamespace", SupportsShouldProcess = true)]
[OutputType("PodKube.v1.Namespace")]
public sealed class NewKubeNamespaceCommand : NewObjectCmdlet
{
    private protected override void ProcessWithSession() => Create("Namespace", () => ManifestNodes.New("v1", "Namespace", Identity));
}
