using System.Globalization;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Runtime;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Batch;

/// <summary>Starts the Jobs of CronJobs when they are due, and clears away the old ones.</summary>
internal sealed class CronJobController(ControllerContext context) : Controller
{
    private const string Resource = "cronjobs.batch";
    private const string Jobs = "jobs.batch";

    public override string Name => "cronjob-controller";

    public override IReadOnlyCollection<string> Resources { get; } = [Resource, Jobs];

    private ClusterClient Client => context.ClientFor(Name);

    public override void Observe(StoreEvent change)
    {
        if (change.Object.Key.Resource == Resource)
        {
            Enqueue(change.Object.Key);
        }
        else if (change.Object.Value.ControllerOf().Text("uid") is { } uid && context.Owners.Find(uid) is { Resource: Resource } owner)
        {
            Enqueue(owner);
        }
    }

    public override void Reconcile(ObjectKey key)
    {
        if (Client.Find(key) is not { } cron || cron.IsDeleting())
        {
            return;
        }

        List<JsonObject> jobs = [.. context.Owners.DependentsOf(cron.Uid(), Jobs).Select(Client.Find).OfType<JsonObject>()];
        JsonObject status = cron.Map("status")?.Copy() ?? [];
        NoteEnded(cron, jobs, status);
        Trim(jobs, "Complete", cron.Count(3, "spec", "successfulJobsHistoryLimit"));
        Trim(jobs, "Failed", cron.Count(1, "spec", "failedJobsHistoryLimit"));
        List<JsonObject> active = jobs.FindAll(job => !IsOver(job) && !job.IsDeleting());
        if (!cron.Flag("spec", "suspend"))
        {
            StartWhenDue(key, cron, active, status);
        }

        SetActive(status, active);
        Client.UpdateStatus(key, cron.Uid(), status);
    }

    private void StartWhenDue(ObjectKey key, JsonObject cron, List<JsonObject> active, JsonObject status)
    {
        CronSchedule schedule;
        try
        {
            schedule = CronSchedule.Parse(cron.Text("spec", "schedule") ?? "", cron.Text("spec", "timeZone"));
        }
        catch (FormatException invalid)
        {
            context.Record(Name, cron, "Warning", "UnparseableSchedule", $"unparseable schedule: {cron.Text("spec", "schedule")} : {invalid.Message}");
            return;
        }

        DateTimeOffset now = context.Now;
        DateTimeOffset since = status.Time("lastScheduleTime") ?? cron.Time("metadata", "creationTimestamp") ?? now;
        DateTimeOffset? due = null;
        DateTimeOffset? next = schedule.Next(since);
        // Of several missed times only the last one counts.
        for (int missed = 0; next is { } time && time <= now && missed < 100; missed++)
        {
            due = time;
            next = schedule.Next(time);
        }

        next = next <= now ? schedule.Next(now) : next;
        if (next is { } later)
        {
            EnqueueAt(key, later);
        }

        if (due is { } scheduled && MayStart(cron, active, scheduled, now))
        {
            Start(cron, active, scheduled);
            status["lastScheduleTime"] = scheduled.ApiTime();
        }
    }

    private bool MayStart(JsonObject cron, List<JsonObject> active, DateTimeOffset scheduled, DateTimeOffset now)
    {
        if (cron.Number("spec", "startingDeadlineSeconds") is { } seconds && scheduled.AddSeconds(seconds) < now)
        {
            context.Record(Name, cron, "Warning", "MissSchedule", $"Missed scheduled time to start a job: {scheduled.ToString("r", CultureInfo.InvariantCulture)}");
            return false;
        }

        switch (cron.Text("spec", "concurrencyPolicy"))
        {
            case "Forbid" when active.Count > 0:
                context.Record(Name, cron, "Normal", "JobAlreadyActive", "Not starting job because prior execution is running and concurrency policy is Forbid");
                return false;
            case "Replace":
                active.ForEach(job => Remove(cron, job));
                active.Clear();
                return true;
            default:
                return true;
        }
    }

    private void Start(JsonObject cron, List<JsonObject> active, DateTimeOffset scheduled)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{cron.Name()}-{scheduled.ToUnixTimeSeconds() / 60}");
        JsonObject metadata = new()
        {
            ["name"] = name,
            ["labels"] = cron.At("spec", "jobTemplate", "metadata", "labels")?.DeepClone() ?? new JsonObject(),
            ["annotations"] = cron.At("spec", "jobTemplate", "metadata", "annotations")?.DeepClone() ?? new JsonObject(),
            ["ownerReferences"] = new JsonArray(cron.ControllerReference()),
        };
        metadata.EnsureObject("annotations")["batch.kubernetes.io/cronjob-scheduled-timestamp"] = scheduled.ApiTime();
        JsonObject job = new() { ["metadata"] = metadata, ["spec"] = cron.At("spec", "jobTemplate", "spec")?.DeepClone() };
        try
        {
            active.Add(Client.Create(Jobs, cron.Namespace(), job));
            context.Record(Name, cron, "Normal", "SuccessfulCreate", $"Created job {name}");
        }
        catch (ApiStatusException failure) when (failure.Reason == "AlreadyExists")
        {
            // It was started before the status could say so.
        }
    }

    private void NoteEnded(JsonObject cron, List<JsonObject> jobs, JsonObject status)
    {
        foreach (JsonObject job in jobs.Where(IsOver))
        {
            bool wasActive = cron.Items("status", "active").Any(item => item.Text("uid") == job.Uid());
            bool isComplete = job.Condition("Complete").Text("status") == "True";
            if (wasActive)
            {
                context.Record(Name, cron, "Normal", "SawCompletedJob", $"Saw completed job: {job.Name()}, condition: {(isComplete ? "Complete" : "Failed")}");
            }

            if (isComplete && job.Time("status", "completionTime") is { } time && !(status.Time("lastSuccessfulTime") >= time))
            {
                status["lastSuccessfulTime"] = time.ApiTime();
            }
        }
    }

    private void Trim(List<JsonObject> jobs, string condition, int limit)
    {
        List<JsonObject> ended = [.. jobs.Where(job => job.Condition(condition).Text("status") == "True" && !job.IsDeleting())
            .OrderBy(job => job.Time("status", "startTime"))];
        foreach (JsonObject job in ended.Take(Math.Max(ended.Count - limit, 0)))
        {
            Client.Delete(KeyOf(job), job.Uid(), "Background");
        }
    }

    private void Remove(JsonObject cron, JsonObject job)
    {
        Client.Delete(KeyOf(job), job.Uid(), "Background");
        context.Record(Name, cron, "Normal", "SuccessfulDelete", $"Deleted job {job.Name()}");
    }

    private static void SetActive(JsonObject status, List<JsonObject> active)
    {
        status.Remove("active");
        if (active.Count > 0)
        {
            status["active"] = new JsonArray([.. active.OrderBy(job => job.Name(), StringComparer.Ordinal).Select(job => (JsonNode)new JsonObject
            {
                ["apiVersion"] = "batch/v1",
                ["kind"] = "Job",
                ["namespace"] = job.Namespace(),
                ["name"] = job.Name(),
                ["uid"] = job.Uid(),
                ["resourceVersion"] = job.ResourceVersion(),
            })]);
        }
    }

    private static bool IsOver(JsonObject job) =>
        job.Condition("Complete").Text("status") == "True" || job.Condition("Failed").Text("status") == "True";

    private static ObjectKey KeyOf(JsonObject job) => new(Jobs, job.Namespace(), job.Name());
}
