using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Apps;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Runtime;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Batch;

/// <summary>How many pods a Job that goes on should have now, and which.</summary>
internal sealed class JobStart(IJobActions actions, ObjectKey key, JsonObject job, List<PodFacts> pods, JsonObject status)
{
    private static readonly TimeSpan s_longestBackoff = TimeSpan.FromMinutes(10);

    /// <summary>Deletes what is too much of the active pods, and starts what is missing. Returns how many were started.</summary>
    public int Run(List<PodFacts> active)
    {
        int parallelism = job.Count(1, "spec", "parallelism");
        int wanted = job.Completions() is { } completions
            ? Math.Min(parallelism, completions - status.Count(0, "succeeded"))
            : status.Count(0, "succeeded") > 0 ? active.Count : parallelism;
        foreach (PodFacts surplus in PodRanking.FirstToDelete(active).Take(Math.Max(active.Count - wanted, 0)).ToList())
        {
            actions.Delete(job, surplus);
            active.Remove(surplus);
        }

        int missing = wanted - active.Count;
        if (missing <= 0 || WaitsForBackoff() || pods.Exists(pod => pod is { IsDeleting: true, IsFinished: false }))
        {
            return 0;
        }

        int started = 0;
        IEnumerable<int?> indexes = job.IsIndexed() ? FreeIndexes(active).Select(item => (int?)item) : Enumerable.Repeat<int?>(null, missing);
        foreach (int? index in indexes.Take(missing))
        {
            if (actions.TryCreate(job, JobPods.Build(job, index)) is { } failure)
            {
                throw failure;
            }

            started++;
        }

        return started;
    }

    private bool WaitsForBackoff()
    {
        int failed = status.Count(0, "failed");
        IEnumerable<DateTimeOffset> ends = pods.Where(pod => pod.Phase == "Failed").Select(pod => pod.ReadySince ?? pod.Created);
        if (failed == 0 || !ends.Any())
        {
            return false;
        }

        TimeSpan wait = actions.Context.Options.JobBackoff * Math.Pow(2, Math.Min(failed - 1, 20));
        DateTimeOffset due = ends.Max() + (wait < s_longestBackoff ? wait : s_longestBackoff);
        if (due <= actions.Context.Now)
        {
            return false;
        }

        actions.LookAgainAt(key, due);
        return true;
    }

    private IEnumerable<int> FreeIndexes(List<PodFacts> active)
    {
        HashSet<int> taken = [.. JobPods.ParseRanges(status.Text("completedIndexes")), .. active.Select(JobPods.IndexOf).OfType<int>()];
        return Enumerable.Range(0, job.Completions() ?? 0).Where(index => !taken.Contains(index));
    }
}
