using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Runtime;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Apps.Deployments;

/// <summary>Keeps a ReplicaSet for each template that a Deployment has had, and moves its pods from the old ones to the new one.</summary>
internal sealed class DeploymentController(ControllerContext context) : Controller
{
    private const string Resource = "deployments.apps";

    public override string Name => "deployment-controller";

    public override IReadOnlyCollection<string> Resources { get; } = [Resource, ReplicaSetView.Resource, PodIndex.Resource];

    private ClusterClient Client => context.ClientFor(Name);

    public override void Observe(StoreEvent change)
    {
        switch (change.Object.Key.Resource)
        {
            case Resource:
                Enqueue(change.Object.Key);
                break;
            case ReplicaSetView.Resource:
                EnqueueOwner(change.Object.Value);
                break;
            case PodIndex.Resource when change.Type == StoreEventType.Deleted:
                EnqueueOwnerOfPod(change);
                break;
        }
    }

    public override void Reconcile(ObjectKey key)
    {
        if (Client.Find(key) is not { } deployment)
        {
            return;
        }

        if (LabelSelector.Parse(deployment.At("spec", "selector")) is not { IsEmpty: false } selector)
        {
            context.Record(Name, deployment, "Warning", "SelectingAll", "This deployment is selecting all pods. A non-empty selector is required.");
            return;
        }

        Rollout rollout = new(context, Name, deployment, ClaimReplicaSets(deployment, selector));
        if (deployment.IsDeleting())
        {
            DeploymentStatus.Write(rollout, tracksProgress: false);
            return;
        }

        if (TellPaused(rollout))
        {
            return;
        }

        DateTimeOffset? deadline = Progress(key, rollout);
        if (deadline is { } due)
        {
            EnqueueAt(key, due);
        }
    }

    private DateTimeOffset? Progress(ObjectKey key, Rollout rollout)
    {
        if (rollout.IsPaused || ProportionalScaling.IsWanted(rollout))
        {
            ProportionalScaling.Apply(rollout);
            CleanUp(rollout);
            return DeploymentStatus.Write(rollout, tracksProgress: !rollout.IsPaused);
        }

        if (!rollout.IsRolling && IsDraining(rollout))
        {
            return DeploymentStatus.Write(rollout, tracksProgress: true);
        }

        if (!NewReplicaSet.Ensure(rollout))
        {
            Enqueue(key);
            return null;
        }

        bool changed = rollout.IsRolling ? RollingUpdate.Step(rollout) : rollout.Scale(rollout.New!, rollout.Desired);
        JsonObject status = Client.Find(rollout.Key, rollout.DeploymentUid).Map("status") ?? [];
        if (!changed && DeploymentStatus.IsComplete(rollout.Deployment, status))
        {
            CleanUp(rollout);
        }

        return DeploymentStatus.Write(rollout, tracksProgress: true);
    }

    // Recreate: first every old pod has to be gone, then the new ones may come.
    private bool IsDraining(Rollout rollout)
    {
        bool scaled = false;
        foreach (ReplicaSetView set in rollout.Old.Where(set => set.Replicas > 0).ToList())
        {
            scaled |= rollout.Scale(set, 0);
        }

        return scaled || rollout.Old.Any(set => context.Pods.OwnedBy(set.Uid).Any(pod => !pod.IsFinished));
    }

    // What to do when the spec says "paused" and the condition does not, or the other way round; true where that was all for this round.
    private static bool TellPaused(Rollout rollout)
    {
        if (!DeploymentStatus.HasDeadline(rollout))
        {
            return false;
        }

        string? reason = rollout.Deployment.Condition("Progressing").Text("reason");
        if (reason == "ProgressDeadlineExceeded" || rollout.IsPaused == (reason == "DeploymentPaused"))
        {
            return false;
        }

        JsonObject status = rollout.Deployment.Map("status")?.Copy() ?? [];
        Conditions.Set(status, rollout.IsPaused
            ? Conditions.Build(rollout.Deployment, "Progressing", "Unknown", "DeploymentPaused", "Deployment is paused", rollout.Now)
            : Conditions.Build(rollout.Deployment, "Progressing", "Unknown", "DeploymentResumed", "Deployment is resumed", rollout.Now));
        rollout.Client.UpdateStatus(rollout.Key, rollout.DeploymentUid, status);
        return true;
    }

    private static void CleanUp(Rollout rollout)
    {
        int limit = rollout.Deployment.Count(10, "spec", "revisionHistoryLimit");
        List<ReplicaSetView> old = rollout.Old.FindAll(set => !set.Item.IsDeleting());
        foreach (ReplicaSetView set in old.OrderBy(set => set.Revision).Take(Math.Max(old.Count - limit, 0)))
        {
            if (set.Replicas == 0 && set.Actual == 0)
            {
                rollout.Client.Delete(set.Key, set.Uid, "Background");
            }
        }
    }

    private List<JsonObject> ClaimReplicaSets(JsonObject deployment, LabelSelector selector)
    {
        List<JsonObject> sets = [];
        foreach (JsonObject set in Client.List(ReplicaSetView.Resource, deployment.Namespace()))
        {
            JsonObject? owner = set.ControllerOf();
            if (owner.Text("uid") == deployment.Uid())
            {
                sets.Add(set);
            }
            else if (owner is null && !set.IsDeleting() && !deployment.IsDeleting() && selector.MatchesObject(set) && Adopt(deployment, set) is { } adopted)
            {
                sets.Add(adopted);
            }
        }

        return sets;
    }

    private JsonObject? Adopt(JsonObject deployment, JsonObject set) => Client.Update(
        new ObjectKey(ReplicaSetView.Resource, set.Namespace(), set.Name()),
        set.Uid(),
        item =>
        {
            item.Metadata().EnsureArray("ownerReferences").Add((JsonNode)deployment.ControllerReference());
            return true;
        });

    private void EnqueueOwner(JsonObject replicaSet)
    {
        if (replicaSet.ControllerOf() is { } owner)
        {
            if (context.Owners.Find(owner.Text("uid") ?? "") is { Resource: Resource } key)
            {
                Enqueue(key);
            }

            return;
        }

        foreach (JsonObject deployment in Client.List(Resource, replicaSet.Namespace()))
        {
            if (LabelSelector.Parse(deployment.At("spec", "selector")) is { IsEmpty: false } selector && selector.MatchesObject(replicaSet))
            {
                Enqueue(new ObjectKey(Resource, deployment.Namespace(), deployment.Name()));
            }
        }
    }

    private void EnqueueOwnerOfPod(StoreEvent change)
    {
        string? uid = context.Pods.Replaced?.ControllerUid;
        if (uid is not null && context.Owners.Find(uid) is { Resource: ReplicaSetView.Resource } set && Client.Find(set) is { } replicaSet)
        {
            EnqueueOwner(replicaSet);
        }
    }
}
