using System.Management.Automation;
using PodKube.Manifests;

namespace PodKube.Commands;

/// <summary>Creates a job of one container.</summary>
[Cmdlet(VerbsCommon.New, "KubeJob", SupportsShouldProcess = true)]
[OutputType("PodKube.batch.v1.Job")]
public sealed class NewKubeJobCommand : NewJobCmdlet
{
    private protected override void ProcessWithSession() => Create("Job", () => JobManifest.Write(Identity, Job, Pod));
}
