using System.Globalization;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers;
using PodKube.Sandbox.Controllers.Batch;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;
using Xunit;

namespace PodKube.Sandbox.Tests.Controllers;

public sealed class BatchTests
{
    private const string Jobs = "jobs.batch";

    [Fact]
    public async Task A_job_ends_when_enough_pods_have_succeeded()
    {
        await using TestCluster cluster = new(new WorkloadOptions { RunTime = TimeSpan.FromSeconds(1) });
        cluster.Create(Jobs, "demo", Job("\"completions\":3,\"parallelism\":2"));
        await cluster.PassAsync(0.5);
        Assert.Equal(2, cluster.Get(Jobs, "demo", "j").Number("status", "active"));
        await cluster.PassAsync(4);

        JsonObject job = cluster.Get(Jobs, "demo", "j");
        Assert.Equal(3, job.Number("status", "succeeded"));
        Assert.Equal("True", job.Condition("Complete").Text("status"));
        Assert.Equal(3, cluster.List("pods", "demo").Count);
        Assert.All(cluster.List("pods", "demo"), pod => Assert.Empty(pod.Texts("metadata", "finalizers")));
        Assert.Empty(cluster.Errors);
    }

    [Fact]
    public async Task A_job_that_fails_too_often_gives_up()
    {
        await using TestCluster cluster = new();
        cluster.Create(Jobs, "demo", Job("\"backoffLimit\":2", "\"sandbox.podkube.dev/exit-code\":\"1\""));
        await cluster.PassAsync(10);

        JsonObject job = cluster.Get(Jobs, "demo", "j");
        Assert.Equal(3, job.Number("status", "failed"));
        Assert.Equal("BackoffLimitExceeded", job.Condition("Failed").Text("reason"));
    }

    [Fact]
    public async Task A_job_past_its_deadline_fails()
    {
        await using TestCluster cluster = new();
        cluster.Create(Jobs, "demo", Job("\"activeDeadlineSeconds\":5", "\"sandbox.podkube.dev/run-seconds\":\"60\""));
        await cluster.PassAsync(8, step: 0.5);
        Assert.Equal("DeadlineExceeded", cluster.Get(Jobs, "demo", "j").Condition("Failed").Text("reason"));
        Assert.DoesNotContain(cluster.List("pods", "demo"), pod => pod.Text("status", "phase") == "Running");
    }

    [Fact]
    public async Task A_suspended_job_has_no_pods_until_it_is_resumed()
    {
        await using TestCluster cluster = new();
        cluster.Create(Jobs, "demo", Job("\"suspend\":true"));
        await cluster.PassAsync(1);
        Assert.Empty(cluster.List("pods", "demo"));
        Assert.Equal("True", cluster.Get(Jobs, "demo", "j").Condition("Suspended").Text("status"));

        cluster.Update(Jobs, "demo", "j", job => job["spec"]!["suspend"] = false);
        await cluster.PassAsync(2);

        Assert.Equal("True", cluster.Get(Jobs, "demo", "j").Condition("Complete").Text("status"));
    }

    [Fact]
    public async Task A_finished_job_goes_after_its_time_to_live()
    {
        await using TestCluster cluster = new();
        cluster.Create(Jobs, "demo", Job("\"ttlSecondsAfterFinished\":10"));
        await cluster.PassAsync(3);
        Assert.NotNull(cluster.Find(Jobs, "demo", "j"));
        await cluster.PassAsync(12, step: 1);
        Assert.Null(cluster.Find(Jobs, "demo", "j"));
        Assert.Empty(cluster.List("pods", "demo"));
    }

    [Fact]
    public async Task Indexed_jobs_give_each_pod_its_number()
    {
        await using TestCluster cluster = new();
        cluster.Create(Jobs, "demo", Job("\"completions\":3,\"parallelism\":3,\"completionMode\":\"Indexed\""));
        await cluster.PassAsync(2);
        Assert.Equal("0-2", cluster.Get(Jobs, "demo", "j").Text("status", "completedIndexes"));
        Assert.Equal(["j-0", "j-1", "j-2"], cluster.List("pods", "demo").Select(pod => pod.Text("spec", "hostname")!));
    }

    [Theory]
    [InlineData("Allow", 2)]
    [InlineData("Forbid", 1)]
    [InlineData("Replace", 1)]
    public async Task Cron_jobs_start_by_the_clock_and_mind_what_still_runs(string policy, int running)
    {
        await using TestCluster cluster = new();
        cluster.Create("cronjobs.batch", "demo", $$$"""
            {"metadata":{"name":"tick"},"spec":{"schedule":"* * * * *","concurrencyPolicy":"{{{policy}}}","jobTemplate":{"spec":{"template":{
            "metadata":{"annotations":{"sandbox.podkube.dev/run-seconds":"600"}},
            "spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]} } } } } }
            """);
        await cluster.PassAsync(125, step: 5);

        Assert.Equal(running, cluster.List(Jobs, "demo").Count(job => !job.IsDeleting()));
        Assert.Equal(running, cluster.Get("cronjobs.batch", "demo", "tick").Items("status", "active").Count());
        Assert.Equal(policy == "Forbid" ? "2026-11-21T18:01:00Z" : "2026-11-21T18:02:00Z", cluster.Get("cronjobs.batch", "demo", "tick").Text("status", "lastScheduleTime"));
    }

    [Fact]
    public async Task Cron_jobs_keep_as_many_ended_jobs_as_their_history_says()
    {
        await using TestCluster cluster = new();
        cluster.Create("cronjobs.batch", "demo", """
            {"metadata":{"name":"tick"},"spec":{"schedule":"* * * * *","successfulJobsHistoryLimit":2,"jobTemplate":{"spec":{"template":{
            "spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}
            """);
        await cluster.PassAsync(302, step: 1);
        Assert.Equal(2, cluster.List(Jobs, "demo").Count);
    }

    [Theory]
    [InlineData("*/15 * * * *", "2026-11-21T18:00:00Z", "2026-11-21T18:15:00Z")]
    [InlineData("0 0 * * *", "2026-11-21T18:00:00Z", "2026-11-22T00:00:00Z")]
    [InlineData("@hourly", "2026-11-21T18:30:00Z", "2026-11-21T19:00:00Z")]
    [InlineData("30 8 * * mon-fri", "2026-11-21T18:00:00Z", "2026-11-23T08:30:00Z")]
    [InlineData("0 12 13 * 5", "2026-11-21T18:00:00Z", "2026-11-27T12:00:00Z")]
    [InlineData("0 0 29 feb *", "2026-11-21T18:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("0 0 * * 7", "2026-11-21T18:00:00Z", "2026-11-22T00:00:00Z")]
    [InlineData("5-10/5,50 * * * *", "2026-11-21T18:10:00Z", "2026-11-21T18:50:00Z")]
    [InlineData("@every 90s", "2026-11-21T18:00:00Z", "2026-11-21T18:01:30Z")]
    public void Schedules_have_the_next_time_of_cron(string schedule, string after, string next)
    {
        DateTimeOffset? time = CronSchedule.Parse(schedule).Next(DateTimeOffset.Parse(after, CultureInfo.InvariantCulture));
        Assert.Equal(next, time?.ApiTime());
    }

    [Theory]
    [InlineData("* * * *")]
    [InlineData("60 * * * *")]
    [InlineData("5-1 * * * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("x * * * *")]
    public void What_is_no_schedule_is_refused(string schedule) => Assert.Throws<FormatException>(() => CronSchedule.Parse(schedule));

    [Fact]
    public void Impossible_dates_never_come() => Assert.Null(CronSchedule.Parse("0 0 30 2 *").Next(DateTimeOffset.UnixEpoch));

    [Fact]
    public void Schedules_follow_their_time_zone() => Assert.Equal(
        "2026-11-21T23:00:00Z",
        CronSchedule.Parse("0 0 * * *", "Europe/Berlin").Next(new DateTimeOffset(2026, 11, 21, 18, 0, 0, TimeSpan.Zero))?.ApiTime());

    private static string Job(string spec, string annotations = "") => $$$"""
        {"metadata":{"name":"j"},"spec":{ {{{spec}}},"template":{"metadata":{"annotations":{ {{{annotations}}} } },
        "spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}} } }
        """;
}
