using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Apps;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Runtime;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Batch;

/// <summary>Runs the pods of a Job until enough have succeeded, too many have failed, or its time is over.</summary>
internal sealed class JobController(ControllerContext context) : PodOwnerController(context, "jobs.batch", "Job")
{
    private static readonly TimeSpan s_longestBackoff = TimeSpan.FromMinutes(10);

    // Pods that are in the counters already, while their finalizer is not off yet.
    private readonly HashSet<string> _counted = new(StringComparer.Ordinal);

    public override string Name => "job-controller";

    public override void Observe(StoreEvent change)
    {
        base.Observe(change);
        if (change.Object.Key.Resource == PodIndex.Resource && change.Type != StoreEventType.Deleted &&
            Context.Pods.Get(change.Object.Key) is { ControllerKind: "Job", ControllerUid: { } uid, IsDeleting: true } && Context.Owners.Find(uid) is null)
        {
            // Its job is gone: nobody counts it any more.
            Enqueue(change.Object.Key);
        }
    }

    public override void Reconcile(ObjectKey key)
    {
        if (key.Resource == PodIndex.Resource)
        {
            if (Context.Pods.Get(key) is { } orphan)
            {
                Release(orphan);
            }

            return;
        }

        if (Client.Find(key) is not { } job)
        {
            return;
        }

        List<PodFacts> pods = [.. Context.Pods.OwnedBy(job.Uid())];
        if (job.IsDeleting())
        {
            pods.ForEach(Release);
        }
        else if (IsOver(job))
        {
            pods.Where(pod => pod.IsFinished || pod.IsDeleting).ToList().ForEach(Release);
            RemoveWhenDue(key, job);
        }
        else
        {
            new JobRound(this, key, job, pods).Run();
        }
    }

    private static bool IsOver(JsonObject job) =>
        job.Condition("Complete").Text("status") == "True" || job.Condition("Failed").Text("status") == "True";

    private void RemoveWhenDue(ObjectKey key, JsonObject job)
    {
        if (job.Number("spec", "ttlSecondsAfterFinished") is not { } seconds)
        {
            return;
        }

        DateTimeOffset ended = (job.Condition("Complete") ?? job.Condition("Failed")).Time("lastTransitionTime") ?? Context.Now;
        if (ended.AddSeconds(seconds) <= Context.Now)
        {
            Context.ClientFor("ttl-after-finished-controller").Delete(key, job.Uid(), "Foreground");
        }
        else
        {
            EnqueueAt(key, ended.AddSeconds(seconds));
        }
    }

    private void Release(PodFacts pod)
    {
        _counted.Remove(pod.Uid);
        Client.Update(pod.Key, pod.Uid, item =>
        {
            if (item["metadata"]?["finalizers"] is not JsonArray finalizers ||
                finalizers.FirstOrDefault(name => name.AsText() == JobPods.TrackingFinalizer) is not { } own)
            {
                return false;
            }

            finalizers.Remove(own);
            if (finalizers.Count == 0)
            {
                item.Metadata().Remove("finalizers");
            }

            return true;
        });
    }

    /// <summary>One look at one Job that is not over.</summary>
    private sealed class JobRound(JobController controller, ObjectKey key, JsonObject job, List<PodFacts> pods)
    {
        private readonly JsonObject _status = job.Map("status")?.Copy() ?? [];
        private readonly ControllerContext _context = controller.Context;

        private bool IsIndexed => job.Text("spec", "completionMode") == "Indexed";

        private bool IsSuspended => job.Flag("spec", "suspend");

        private int? Completions => job.Number("spec", "completions") is { } number ? (int)number : null;

        public void Run()
        {
            List<PodFacts> ended = CountEnded();
            List<PodFacts> active = pods.FindAll(pod => pod.IsActive);
            (string? failure, string message) = FindFailure(active);
            bool isComplete = failure is null && IsComplete(active);
            if (failure is not null || IsSuspended)
            {
                active.ForEach(pod => controller.DeletePod(job, pod));
                active.Clear();
            }

            Conclude(failure, message, isComplete, active);
            int started = failure is null && !isComplete && !IsSuspended ? Start(active) : 0;
            WriteStatus(active, started);
            ended.ForEach(controller.Release);
        }

        private List<PodFacts> CountEnded()
        {
            List<PodFacts> ended = pods.FindAll(pod => pod.IsFinished || (pod.IsDeleting && controller.Client.Find(pod.Key) is not null && pod.Node.Length == 0));
            HashSet<int> done = [.. JobPods.ParseRanges(_status.Text("completedIndexes"))];
            foreach (PodFacts pod in ended.Where(pod => HasFinalizer(pod) && controller._counted.Add(pod.Uid)))
            {
                bool succeeded = pod is { Phase: "Succeeded", IsDeleting: false };
                string counter = succeeded ? "succeeded" : "failed";
                if (!IsIndexed || !succeeded || (JobPods.IndexOf(pod) is { } index && done.Add(index)))
                {
                    _status.SetCount(counter, _status.Count(0, counter) + 1);
                }
            }

            if (IsIndexed)
            {
                _status["completedIndexes"] = JobPods.Ranges(done);
            }

            return ended;
        }

        private bool HasFinalizer(PodFacts pod) =>
            controller.Client.Find(pod.Key).Texts("metadata", "finalizers").Contains(JobPods.TrackingFinalizer);

        private (string? Reason, string Message) FindFailure(List<PodFacts> active)
        {
            if (job.Number("spec", "activeDeadlineSeconds") is { } seconds && _status.Time("startTime") is { } start && !IsSuspended)
            {
                if (start.AddSeconds(seconds) <= _context.Now)
                {
                    return ("DeadlineExceeded", "Job was active longer than specified deadline");
                }

                controller.EnqueueAt(key, start.AddSeconds(seconds));
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
            return Completions is { } wanted ? succeeded >= wanted : succeeded > 0 && active.Count == 0;
        }

        private void Conclude(string? failure, string message, bool isComplete, List<PodFacts> active)
        {
            DateTimeOffset now = _context.Now;
            if (failure is not null)
            {
                Add("FailureTarget", failure, message);
                Add("Failed", failure, message);
                _context.Record(controller.Name, job, "Warning", failure, message);
            }
            else if (isComplete)
            {
                active.ForEach(pod => controller.DeletePod(job, pod));
                active.Clear();
                Add("SuccessCriteriaMet", "CompletionsReached", "Reached expected number of succeeded pods");
                Add("Complete", "CompletionsReached", "Reached expected number of succeeded pods");
                _status["completionTime"] = now.ApiTime();
                _context.Record(controller.Name, job, "Normal", "Completed", "Job completed");
            }
            else
            {
                SetSuspended(now);
            }
        }

        private void SetSuspended(DateTimeOffset now)
        {
            string? present = job.Condition("Suspended").Text("status");
            if (IsSuspended && present != "True")
            {
                Conditions.Replace(_status, Condition("Suspended", "True", "JobSuspended", "Job suspended", now));
                _status.Remove("startTime");
                _context.Record(controller.Name, job, "Normal", "Suspended", "Job suspended");
            }
            else if (!IsSuspended && present == "True")
            {
                Conditions.Replace(_status, Condition("Suspended", "False", "JobResumed", "Job resumed", now));
                _context.Record(controller.Name, job, "Normal", "Resumed", "Job resumed");
            }

            if (!IsSuspended && _status["startTime"] is null)
            {
                _status["startTime"] = now.ApiTime();
                controller.Enqueue(key);
            }
        }

        // How many pods were started now.
        private int Start(List<PodFacts> active)
        {
            int parallelism = job.Count(1, "spec", "parallelism");
            int wanted = Completions is { } completions
                ? Math.Min(parallelism, completions - _status.Count(0, "succeeded"))
                : _status.Count(0, "succeeded") > 0 ? active.Count : parallelism;
            foreach (PodFacts surplus in PodRanking.FirstToDelete(active).Take(Math.Max(active.Count - wanted, 0)).ToList())
            {
                controller.DeletePod(job, surplus);
                active.Remove(surplus);
            }

            int missing = wanted - active.Count;
            if (missing <= 0 || WaitsForBackoff() || pods.Exists(pod => pod is { IsDeleting: true, IsFinished: false }))
            {
                return 0;
            }

            int started = 0;
            foreach (int? index in IsIndexed ? FreeIndexes(active).Take(missing).Select(item => (int?)item) : Enumerable.Repeat<int?>(null, missing))
            {
                if (controller.TryCreatePod(job, JobPods.Build(job, index)) is { } failure)
                {
                    throw failure;
                }

                started++;
            }

            return started;
        }

        private bool WaitsForBackoff()
        {
            int failed = _status.Count(0, "failed");
            IEnumerable<DateTimeOffset> ends = pods.Where(pod => pod.Phase == "Failed").Select(pod => pod.ReadySince ?? pod.Created);
            if (failed == 0 || !ends.Any())
            {
                return false;
            }

            TimeSpan wait = _context.Options.JobBackoff * Math.Pow(2, Math.Min(failed - 1, 20));
            DateTimeOffset due = ends.Max() + (wait < s_longestBackoff ? wait : s_longestBackoff);
            if (due <= _context.Now)
            {
                return false;
            }

            controller.EnqueueAt(key, due);
            return true;
        }

        private IEnumerable<int> FreeIndexes(List<PodFacts> active)
        {
            HashSet<int> taken = [.. JobPods.ParseRanges(_status.Text("completedIndexes")), .. active.Select(JobPods.IndexOf).OfType<int>()];
            return Enumerable.Range(0, Completions ?? 0).Where(index => !taken.Contains(index));
        }

        private void WriteStatus(List<PodFacts> active, int started)
        {
            _status.SetCount("active", active.Count + started);
            _status["ready"] = active.Count(pod => pod.IsReady);
            _status["terminating"] = pods.Count(pod => pod is { IsDeleting: true, IsFinished: false });
            _status["uncountedTerminatedPods"] = new JsonObject();
            controller.Client.UpdateStatus(key, job.Uid(), _status);
        }

        private void Add(string type, string reason, string message) =>
            Conditions.Replace(_status, Condition(type, "True", reason, message, _context.Now));

        private JsonObject Condition(string type, string value, string reason, string message, DateTimeOffset now)
        {
            JsonObject condition = Conditions.Build(job, type, value, reason, message, now);
            condition.Remove("lastUpdateTime");
            condition["lastProbeTime"] = now.ApiTime();
            return condition;
        }
    }
}
