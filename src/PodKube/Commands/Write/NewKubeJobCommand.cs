using System.Management.Automation;
using System.Text.Json.Nodes;
using PodKube.Client.Resources;
using PodKube.Completion;
using PodKube.Manifests;

namespace PodKube.Commands;

/// <summary>Creates a job of one container, or a job as a cron job would start it.</summary>
[Cmdlet(VerbsCommon.New, "KubeJob", SupportsShouldProcess = true, DefaultParameterSetName = ImageSet)]
[OutputType("PodKube.batch.v1.Job")]
public sealed class NewKubeJobCommand : NewJobCmdlet
{
    private const string CronJobSet = "CronJob";

    /// <summary>The cron job whose job is started now: its name, or an object of any origin.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CronJobSet)]
    [Alias("From")]
    [ArgumentCompleter(typeof(CronJobCompleter))]
    [ValidateNotNull]
    public PSObject? FromCronJob { get; set; }

    private protected override void ProcessWithSession()
    {
        if (FromCronJob is null)
        {
            Create("Job", () => JobManifest.Write(Identity, Job, Pod));
            return;
        }

        ObjectReference from = FromCronJob.BaseObject is string name ? new ObjectReference("", "", null, name, null, null) : ObjectReference.From(FromCronJob);
        if (string.IsNullOrEmpty(from.Name) || (from.HasKind && from.Kind != "CronJob"))
        {
            throw new ArgumentException($"-FromCronJob takes the name of a cron job, or a cron job: {FromCronJob}");
        }

        // A job belongs beside the cron job that owns it.
        string place = from.Namespace ?? Place!;
        KubeTarget target = new("Job", place, Name);
        Try(target, () =>
        {
            if (MayCreate(target))
            {
                Send(KnownKinds.Get("Job"), place, ReadManifest(place, from.Name));
            }
        });
    }

    private byte[] ReadManifest(string place, string cronJob)
    {
        KubeObject live = Await(stop => Client.GetAsync(KnownKinds.Get("CronJob"), place, cronJob, stop));
        return ManifestNodes.ToUtf8(JobManifest.FromCronJob(JsonNode.Parse(live.ToUtf8Json())!.AsObject(), Identity with { Namespace = place }));
    }
}
