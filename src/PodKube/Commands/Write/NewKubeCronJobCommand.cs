using System.Management.Automation;
using PodKube.Manifests;

namespace PodKube.Commands;

/// <summary>Creates a cron job whose jobs are of one container.</summary>
[Cmdlet(VerbsCommon.New, "KubeCronJob", SupportsShouldProcess = true, DefaultParameterSetName = ImageSet)]
[OutputType("PodKube.batch.v1.CronJob")]
public sealed class NewKubeCronJobCommand : NewJobCmdlet
{
    /// <summary>When a job starts, in cron's five fields or as a name such as <c>@daily</c>.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Schedule { get; set; } = "";

    /// <summary>The time zone of the schedule, such as <c>Europe/Berlin</c>. The default is that of the cluster's controller.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? TimeZone { get; set; }

    /// <summary>What happens when the last job still runs: both run (Allow; the server's default), the new one is left out (Forbid), or it replaces the old one (Replace).</summary>
    [Parameter]
    [ValidateSet("Allow", "Forbid", "Replace")]
    public string? ConcurrencyPolicy { get; set; }

    /// <summary>How late a job may still start: seconds, 5m or a TimeSpan. The default is any time.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? StartingDeadline { get; set; }

    /// <summary>How many succeeded jobs are kept. The default is the server's, 3.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? KeepSuccessful { get; set; }

    /// <summary>How many failed jobs are kept. The default is the server's, 1.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? KeepFailed { get; set; }

    /// <summary>Create it suspended: no job starts until that is taken back.</summary>
    [Parameter]
    public SwitchParameter Suspend { get; set; }

    private CronJobOptions Cron => new()
    {
        Schedule = Schedule,
        TimeZone = TimeZone,
        ConcurrencyPolicy = ConcurrencyPolicy,
        StartingDeadline = StartingDeadline,
        KeepSuccessful = KeepSuccessful,
        KeepFailed = KeepFailed,
        Suspend = Suspend,
    };

    private protected override void ProcessWithSession() => Create("CronJob", () => JobManifest.Write(Identity, Cron, Job, Pod));
}
