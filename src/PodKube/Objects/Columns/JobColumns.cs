using System.Globalization;
using System.Management.Automation;

namespace PodKube.Objects.Columns;

/// <summary>The computed members of jobs and cron jobs.</summary>
public static class JobColumns
{
    private static readonly string[] s_ends = ["Complete", "Failed"];
    private static readonly string[] s_passing = ["Suspended", "FailureTarget", "SuccessCriteriaMet"];

    /// <summary>The job in one word: Complete, Failed, Suspended, Terminating, Running, …</summary>
    public static string State(PSObject instance)
    {
        KubeValue job = KubeValue.Of(instance);
        KubeValue status = job["status"];
        string? reached = s_ends.FirstOrDefault(type => ColumnText.HasCondition(status, type));
        if (reached is not null)
        {
            return reached;
        }

        if (job["metadata"]["deletionTimestamp"].Exists)
        {
            return "Terminating";
        }

        return s_passing.FirstOrDefault(type => ColumnText.HasCondition(status, type)) ?? "Running";
    }

    /// <summary>Succeeded pods of the wanted completions: <c>1/3</c>, <c>0/1 of 2</c>.</summary>
    public static string Completions(PSObject instance)
    {
        KubeValue job = KubeValue.Of(instance);
        long done = job["status"]["succeeded"].Number ?? 0;
        if (job["spec"]["completions"].Number is long wanted)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{done}/{wanted}");
        }

        long parallel = job["spec"]["parallelism"].Number ?? 0;
        return parallel > 1 ? string.Create(CultureInfo.InvariantCulture, $"{done}/1 of {parallel}") : string.Create(CultureInfo.InvariantCulture, $"{done}/1");
    }

    /// <summary>How long the job took, or has taken so far; null before it started.</summary>
    public static TimeSpan? Duration(PSObject instance)
    {
        KubeValue status = KubeValue.Of(instance)["status"];
        return status["completionTime"].Time is DateTime end ? end - status["startTime"].Time : ColumnText.Since(status["startTime"].Time);
    }

    /// <summary>The duration as kubectl shows it.</summary>
    public static string DurationText(PSObject instance) => Duration(instance) is TimeSpan span ? HumanDuration.Format(span) : "";

    /// <summary>The cron job's schedule.</summary>
    public static string? Schedule(PSObject instance) => KubeValue.Of(instance)["spec"]["schedule"].Text;

    /// <summary>The time zone of the schedule; <c>&lt;none&gt;</c> for that of the controller.</summary>
    public static string TimeZone(PSObject instance) => ColumnText.OrNone(KubeValue.Of(instance)["spec"]["timeZone"].Text);

    /// <summary>Whether the cron job starts no more jobs.</summary>
    public static bool Suspend(PSObject instance) => KubeValue.Of(instance)["spec"]["suspend"].IsTrue;

    /// <summary>How many jobs of the cron job run now.</summary>
    public static int Active(PSObject instance) => KubeValue.Of(instance)["status"]["active"].Count;

    /// <summary>When the cron job last started a job, in UTC; null when it never did.</summary>
    public static DateTime? LastSchedule(PSObject instance) => KubeValue.Of(instance)["status"]["lastScheduleTime"].Time;

    /// <summary>How long ago that was, as kubectl shows it.</summary>
    public static string LastScheduleText(PSObject instance) =>
        LastSchedule(instance) is DateTime last ? ColumnText.Age(last) : ColumnText.None;
}
