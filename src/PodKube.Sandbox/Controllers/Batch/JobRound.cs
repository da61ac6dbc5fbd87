using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Runtime;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Batch;

/// <summary>One look at one Job that is not over.</summary>
internal sealed class JobRound(IJobActions actions, JobTracking tracking, ObjectKey key, JsonObject job, List<PodFacts> pods)
{
    private readonly JsonObject _status = job.Map("status")?.Copy() ?? [];
    private readonly ControllerContext _context = actions.Context;

    public void Run()
    {
        List<PodFacts> ended = CountEnded();
        List<PodFacts> active = pods.FindAll(pod => pod.IsActive);
        (string? failure, string message) = FindFailure(active);
        bool isComplete = failure is null && IsComplete(active);
        if (failure is not null || job.IsSuspended())
        {
            active.ForEach(pod => actions.Delete(job, pod));
            active.Clear();
        }

        Conclude(failure, message, isComplete, active);
        int started = failure is null && !isComplete && !job.IsSuspended() ? new JobStart(actions, key, job, pods, _status).Run(active) : 0;
        WriteStatus(active, started);
        ended.ForEach(tracking.Release);
    }

    private List<PodFacts> CountEnded()
    {
        List<PodFacts> ended = pods.FindAll(pod => pod.IsFinished || (pod.IsDeleting && actions.Client.Find(pod.Key) is not null && pod.Node.Length == 0));
        HashSet<int> done = [.. JobPods.ParseRanges(_status.Text("completedIndexes"))];
        foreach (PodFacts pod in ended.Where(tracking.TryCount))
        {
            bool succeeded = pod is { Phase: "Succeeded", IsDeleting: false };
            string counter = succeeded ? "succeeded" : "failed";
            if (!job.IsIndexed() || !succeeded || (JobPods.IndexOf(pod) is { } index && done.Add(index)))
            {
                _status.SetCount(counter, _status.Count(0, counter) + 1);
            }
        }

        if (job.IsIndexed())
        {
            _status["completedIndexes"] = JobPods.Ranges(done);
        }

        return ended;
    }

    private (string? Reason, string Message) FindFailure(List<PodFacts> active)
    {
        if (job.Number("spec", "activeDeadlineSeconds") is { } seconds && _status.Time("startTime") is { } start && !job.IsSuspended())
        {
            if (start.AddSeconds(seconds) <= _context.Now)
            {
                return ("DeadlineExceeded", "Job was active longer than specified deadline");
            }

            actions.LookAgainAt(key, start.AddSeconds(seconds));
        }

        int limit = job.Count(6, "spec", "backoffLimit");
        int restarts = active.Sum(pod => pod.Restarts);
        // Where containers restart in place their restarts count, else the pods that failed.
        bool isPast = job.Text("spec", "template", "spec", "restartPolicy") == "OnFailure" && restarts > 0
            ? restarts >= Math.Max(limit, 1)
            : _status.Count(0, "failed") > limit;
        return isPast ? ("BackoffLimitExceeded", "Job has reached the specified backoff limit") : (null, "");
    }

    private bool IsComplete(List<PodFacts> active)
    {
        int succeeded = _status.Count(0, "succeeded");
        return job.Completions() is { } wanted ? succeeded >= wanted : succeeded > 0 && active.Count == 0;
    }

    private void Conclude(string? failure, string message, bool isComplete, List<PodFacts> active)
    {
        var outcome = new JobOutcome(actions, key, job, _status);
        if (failure is not null)
        {
            outcome.Fail(failure, message);
        }
        else if (isComplete)
        {
            active.ForEach(pod => actions.Delete(job, pod));
            active.Clear();
            outcome.Complete();
        }
        else
        {
            outcome.KeepRunning();
        }
    }

    private void WriteStatus(List<PodFacts> active, int started)
    {
        _status.SetCount("active", active.Count + started);
        _status["ready"] = active.Count(pod => pod.IsReady);
        _status["terminating"] = pods.Count(pod => pod is { IsDeleting: true, IsFinished: false });
        _status["uncountedTerminatedPods"] = new JsonObject();
        actions.Client.UpdateStatus(key, job.Uid(), _status);
    }
}
