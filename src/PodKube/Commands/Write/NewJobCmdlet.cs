using System.Management.Automation;
using PodKube.Manifests;

namespace PodKube.Commands;

/// <summary>The base of the cmdlets that create jobs and cron jobs.</summary>
public abstract class NewJobCmdlet : NewWorkloadCmdlet
{
    /// <summary>Whether a failed container is started again in its pod (OnFailure), or a new pod is made (Never; the default).</summary>
    [Parameter(ParameterSetName = ImageSet)]
    [ValidateSet("Never", "OnFailure")]
    public string RestartPolicy { get; set; } = "Never";

    /// <summary>How many pods must succeed. The default is the server's, 1.</summary>
    [Parameter(ParameterSetName = ImageSet)]
    [ValidateRange(0, int.MaxValue)]
    public int? Completions { get; set; }

    /// <summary>How many pods may run at the same time. The default is the server's, 1.</summary>
    [Parameter(ParameterSetName = ImageSet)]
    [ValidateRange(0, int.MaxValue)]
    public int? Parallelism { get; set; }

    /// <summary>How many failures are made up for before the job counts as failed. The default is the server's, 6.</summary>
    [Parameter(ParameterSetName = ImageSet)]
    [ValidateRange(0, int.MaxValue)]
    public int? BackoffLimit { get; set; }

    /// <summary>How long the job may run before it is ended and counts as failed: seconds, 5m or a TimeSpan. The default is for ever.</summary>
    [Parameter(ParameterSetName = ImageSet)]
    [Duration]
    public TimeSpan? Deadline { get; set; }

    /// <summary>How long after its end the job is deleted: seconds, 5m or a TimeSpan. The default is never.</summary>
    [Parameter(ParameterSetName = ImageSet)]
    [Duration]
    public TimeSpan? KeepFinished { get; set; }

    private protected sealed override string? Restarts => RestartPolicy;

    private protected JobOptions Job => new()
    {
        Completions = Completions,
        Parallelism = Parallelism,
        BackoffLimit = BackoffLimit,
        Deadline = Deadline,
        KeepFinished = KeepFinished,
    };
}
