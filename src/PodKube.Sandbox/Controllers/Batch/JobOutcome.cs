using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Apps;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Runtime;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Batch;

/// <summary>The conditions by which a Job says how it goes, and the events with them.</summary>
internal sealed class JobOutcome(IJobActions actions, ObjectKey key, JsonObject job, JsonObject status)
{
    public void Fail(string reason, string message)
    {
        Add("FailureTarget", reason, message);
        Add("Failed", reason, message);
        actions.Context.Record(actions.Name, job, "Warning", reason, message);
    }

    public void Complete()
    {
        Add("SuccessCriteriaMet", "CompletionsReached", "Reached expected number of succeeded pods");
        Add("Complete", "CompletionsReached", "Reached expected number of succeeded pods");
        status["completionTime"] = actions.Context.Now.ApiTime();
        actions.Context.Record(actions.Name, job, "Normal", "Completed", "Job completed");
    }

    /// <summary>Says whether it is suspended, and since when it runs.</summary>
    public void KeepRunning()
    {
        DateTimeOffset now = actions.Context.Now;
        string? present = job.Condition("Suspended").Text("status");
        if (job.IsSuspended() && present != "True")
        {
            Conditions.Replace(status, Condition("Suspended", "True", "JobSuspended", "Job suspended", now));
            status.Remove("startTime");
            actions.Context.Record(actions.Name, job, "Normal", "Suspended", "Job suspended");
        }
        else if (!job.IsSuspended() && present == "True")
        {
            Conditions.Replace(status, Condition("Suspended", "False", "JobResumed", "Job resumed", now));
            actions.Context.Record(actions.Name, job, "Normal", "Resumed", "Job resumed");
        }

        if (!job.IsSuspended() && status["startTime"] is null)
        {
            status["startTime"] = now.ApiTime();
            actions.LookAgain(key);
        }
    }

    private void Add(string type, string reason, string message) =>
        Conditions.Replace(status, Condition(type, "True", reason, message, actions.Context.Now));

    private JsonObject Condition(string type, string value, string reason, string message, DateTimeOffset now)
    {
        JsonObject condition = Conditions.Build(job, type, value, reason, message, now);
        condition.Remove("lastUpdateTime");
        condition["lastProbeTime"] = now.ApiTime();
        return condition;
    }
}
