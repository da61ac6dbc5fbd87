using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Runtime;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Apps;

/// <summary>Keeps as many pods as a ReplicaSet (or, of the older kind, a ReplicationController) asks for.</summary>
internal sealed class ReplicaSetController(ControllerContext context, bool isReplicationController = false) : PodOwnerController(
    context,
    isReplicationController ? "replicationcontrollers" : "replicasets.apps",
    isReplicationController ? "ReplicationController" : "ReplicaSet")
{
    private const int BurstReplicas = 500;

    public override string Name => isReplicationController ? "replication-controller" : "replicaset-controller";

    public override void Reconcile(ObjectKey key)
    {
        if (Client.Find(key) is not { } replicaSet)
        {
            return;
        }

        List<PodFacts> pods = ClaimPods(replicaSet, SelectorOf(replicaSet));
        List<PodFacts> active = pods.FindAll(pod => pod.IsActive);
        ApiStatusException? failure = null;
        bool isIncomplete = false;
        if (!replicaSet.IsDeleting())
        {
            failure = Scale(replicaSet, active, out isIncomplete);
        }

        JsonObject status = StatusOf(replicaSet, pods, active, failure);
        Client.UpdateStatus(key, replicaSet.Uid(), status);
        EnqueueWhenAvailable(key, replicaSet, active);
        if (failure is not null && !replicaSet.IsDeleting())
        {
            throw failure;
        }

        if (isIncomplete)
        {
            Enqueue(key);
        }
    }

    private ApiStatusException? Scale(JsonObject replicaSet, List<PodFacts> active, out bool isIncomplete)
    {
        int difference = replicaSet.Count(1, "spec", "replicas") - active.Count;
        isIncomplete = Math.Abs(difference) > BurstReplicas;
        if (difference > 0 && replicaSet.Map("spec", "template") is { } template)
        {
            for (int i = 0; i < Math.Min(difference, BurstReplicas); i++)
            {
                if (TryCreatePod(replicaSet, PodFactory.FromTemplate(template, replicaSet)) is { } failure)
                {
                    return failure;
                }
            }
        }
        else if (difference < 0)
        {
            foreach (PodFacts pod in PodRanking.FirstToDelete(active).Take(Math.Min(-difference, BurstReplicas)))
            {
                DeletePod(replicaSet, pod);
            }
        }

        return null;
    }

    private JsonObject StatusOf(JsonObject replicaSet, List<PodFacts> pods, List<PodFacts> active, ApiStatusException? failure)
    {
        DateTimeOffset now = Context.Now;
        int minReadySeconds = replicaSet.Count(0, "spec", "minReadySeconds");
        LabelSelector templateLabels = LabelSelector.FromLabels(replicaSet.Map("spec", "template", "metadata", "labels"));
        JsonObject status = replicaSet.Map("status")?.Copy() ?? [];
        status["replicas"] = active.Count;
        status.SetCount("fullyLabeledReplicas", active.Count(pod => templateLabels.Matches(pod.Labels)));
        status.SetCount("readyReplicas", active.Count(pod => pod.IsReady));
        status.SetCount("availableReplicas", active.Count(pod => pod.IsAvailable(minReadySeconds, now)));
        if (!isReplicationController)
        {
            status["terminatingReplicas"] = pods.Count(pod => pod is { IsDeleting: true, IsFinished: false });
        }

        status["observedGeneration"] = replicaSet.Number("metadata", "generation") ?? 0;
        if (failure is null)
        {
            Conditions.Remove(status, "ReplicaFailure");
        }
        else if (replicaSet.Condition("ReplicaFailure") is null)
        {
            // The first failure stays: each has a pod name of its own in its message, and a status that changes with each try is a reason to try again.
            JsonObject condition = Conditions.Build(replicaSet, "ReplicaFailure", "True", "FailedCreate", failure.Message, now);
            condition.Remove("lastUpdateTime");
            status.EnsureArray("conditions").Add((JsonNode)condition);
        }

        return status;
    }

    private void EnqueueWhenAvailable(ObjectKey key, JsonObject replicaSet, List<PodFacts> active)
    {
        int minReadySeconds = replicaSet.Count(0, "spec", "minReadySeconds");
        DateTimeOffset now = Context.Now;
        IEnumerable<DateTimeOffset> due = active
            .Where(pod => pod.IsReady && !pod.IsAvailable(minReadySeconds, now))
            .Select(pod => pod.ReadySince!.Value.AddSeconds(minReadySeconds));
        foreach (DateTimeOffset time in due.Order().Take(1))
        {
            EnqueueAt(key, time);
        }
    }

    private LabelSelector SelectorOf(JsonObject replicaSet) => isReplicationController
        ? LabelSelector.FromLabels(replicaSet.Map("spec", "selector"))
        : LabelSelector.Parse(replicaSet.At("spec", "selector")) ?? LabelSelector.FromLabels(null);
}
