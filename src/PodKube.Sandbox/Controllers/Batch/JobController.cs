using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Apps;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Runtime;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Batch;

/// <summary>Runs the pods of a Job until enough have succeeded, too many have failed, or its time is over.</summary>
internal sealed class JobController(ControllerContext context) : PodOwnerController(context, "jobs.batch", "Job"), IJobActions
{
    private const string ControllerName = "job-controller";
    private readonly JobTracking _tracking = new(context.ClientFor(ControllerName));

    public override string Name => ControllerName;

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
                _tracking.Release(orphan);
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
            pods.ForEach(_tracking.Release);
        }
        else if (IsOver(job))
        {
            pods.Where(pod => pod.IsFinished || pod.IsDeleting).ToList().ForEach(_tracking.Release);
            RemoveWhenDue(key, job);
        }
        else
        {
            new JobRound(this, _tracking, key, job, pods).Run();
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

    ControllerContext IJobActions.Context => Context;

    ClusterClient IJobActions.Client => Client;

    void IJobActions.Delete(JsonObject job, PodFacts pod) => DeletePod(job, pod);

    ApiStatusException? IJobActions.TryCreate(JsonObject job, JsonObject pod) => TryCreatePod(job, pod);

    void IJobActions.LookAgain(ObjectKey job) => Enqueue(job);

    void IJobActions.LookAgainAt(ObjectKey job, DateTimeOffset due) => EnqueueAt(job, due);
}
