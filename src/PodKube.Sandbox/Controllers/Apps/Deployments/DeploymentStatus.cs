using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Apps.Deployments;

/// <summary>Writes a Deployment's status: counts and the conditions Available, Progressing, ReplicaFailure.</summary>
internal static class DeploymentStatus
{
    private const string TimedOut = "ProgressDeadlineExceeded";

    /// <summary>Says at once, before the round is over, that the rollout got on.</summary>
    public static void Progress(Rollout rollout, string reason, string message)
    {
        if (!HasDeadline(rollout))
        {
            return;
        }

        JsonObject status = rollout.Client.Find(rollout.Key, rollout.DeploymentUid).Map("status")?.Copy() ?? [];
        Conditions.Set(status, Conditions.Build(rollout.Deployment, "Progressing", "True", reason, message, rollout.Now));
        rollout.Client.UpdateStatus(rollout.Key, rollout.DeploymentUid, status);
    }

    /// <summary>Writes the status at the end of a round; returns when the progress deadline passes, where that is still to come.</summary>
    public static DateTimeOffset? Write(Rollout rollout, bool tracksProgress)
    {
        JsonObject current = rollout.Client.Find(rollout.Key, rollout.DeploymentUid) ?? rollout.Deployment;
        JsonObject status = Counts(rollout, current);
        DateTimeOffset now = rollout.Now;
        SetAvailable(rollout, current, status, now);
        DateTimeOffset? deadline = tracksProgress && HasDeadline(rollout) ? SetProgressing(rollout, current, status, now) : null;
        SetReplicaFailure(rollout, current, status, now);
        rollout.Client.UpdateStatus(rollout.Key, rollout.DeploymentUid, status);
        return deadline;
    }

    /// <summary>Whether every pod is of the present template, available, and nothing old is left.</summary>
    public static bool IsComplete(JsonObject deployment, JsonObject status)
    {
        int desired = deployment.Count(1, "spec", "replicas");
        return status.Count(0, "updatedReplicas") == desired && status.Count(0, "replicas") == desired &&
            status.Count(0, "availableReplicas") == desired &&
            (status.Number("observedGeneration") ?? 0) >= (deployment.Number("metadata", "generation") ?? 0);
    }

    public static bool HasDeadline(Rollout rollout) =>
        rollout.Deployment.Number("spec", "progressDeadlineSeconds") is { } seconds && seconds != int.MaxValue;

    private static JsonObject Counts(Rollout rollout, JsonObject current)
    {
        int replicas = rollout.All.Sum(set => set.Actual);
        int available = rollout.All.Sum(set => set.Available);
        JsonObject status = current.Map("status")?.Copy() ?? [];
        status["observedGeneration"] = rollout.Deployment.Number("metadata", "generation") ?? 0;
        status.SetCount("replicas", replicas);
        status.SetCount("updatedReplicas", rollout.New?.Actual ?? 0);
        status.SetCount("readyReplicas", rollout.All.Sum(set => set.Ready));
        status.SetCount("availableReplicas", available);
        status.SetCount("unavailableReplicas", Math.Max(rollout.All.Sum(set => set.Replicas) - available, 0));
        status["terminatingReplicas"] = rollout.All.Sum(set => set.Terminating);
        return status;
    }

    private static void SetAvailable(Rollout rollout, JsonObject current, JsonObject status, DateTimeOffset now)
    {
        int unavailable = rollout.IsRolling ? Math.Min(rollout.Fenceposts.Unavailable, rollout.Desired) : 0;
        bool isAvailable = status.Count(0, "availableReplicas") >= rollout.Desired - unavailable;
        Conditions.Set(status, isAvailable
            ? Conditions.Build(current, "Available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability.", now)
            : Conditions.Build(current, "Available", "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability.", now));
    }

    private static DateTimeOffset? SetProgressing(Rollout rollout, JsonObject current, JsonObject status, DateTimeOffset now)
    {
        JsonObject? old = current.Condition("Progressing");
        string subject = rollout.New is { } set ? $"ReplicaSet \"{set.Name}\"" : $"Deployment \"{rollout.Deployment.Name()}\"";
        bool wasComplete = status.Count(0, "replicas") == status.Count(0, "updatedReplicas") && old.Text("reason") == "NewReplicaSetAvailable";
        if (wasComplete)
        {
            return null;
        }

        if (IsComplete(rollout.Deployment, status))
        {
            Conditions.Set(status, Conditions.Build(
                current, "Progressing", "True", "NewReplicaSetAvailable", $"{subject} has successfully progressed.", now));
            return null;
        }

        if (HasProgressed(current, status))
        {
            JsonObject condition = Conditions.Build(current, "Progressing", "True", "ReplicaSetUpdated", $"{subject} is progressing.", now);
            condition["lastUpdateTime"] = now.ApiTime();
            Conditions.Replace(status, condition);
            return Deadline(rollout, now);
        }

        if (old.Text("reason") is TimedOut or "DeploymentPaused" || old.Time("lastUpdateTime") is not { } since)
        {
            return null;
        }

        DateTimeOffset deadline = Deadline(rollout, since);
        if (deadline > now)
        {
            return deadline;
        }

        Conditions.Set(status, Conditions.Build(current, "Progressing", "False", TimedOut, $"{subject} has timed out progressing.", now));
        return null;
    }

    private static DateTimeOffset Deadline(Rollout rollout, DateTimeOffset since) =>
        since.AddSeconds(rollout.Deployment.Count(600, "spec", "progressDeadlineSeconds"));

    private static bool HasProgressed(JsonObject current, JsonObject status)
    {
        JsonObject? old = current.Map("status");
        int oldOldReplicas = old.Count(0, "replicas") - old.Count(0, "updatedReplicas");
        int newOldReplicas = status.Count(0, "replicas") - status.Count(0, "updatedReplicas");
        return status.Count(0, "updatedReplicas") > old.Count(0, "updatedReplicas") || newOldReplicas < oldOldReplicas ||
            status.Count(0, "readyReplicas") > old.Count(0, "readyReplicas") ||
            status.Count(0, "availableReplicas") > old.Count(0, "availableReplicas");
    }

    private static void SetReplicaFailure(Rollout rollout, JsonObject current, JsonObject status, DateTimeOffset now)
    {
        JsonObject? failure = rollout.All.Reverse().Select(set => set.Item.Condition("ReplicaFailure")).FirstOrDefault(item => item is not null);
        if (failure is null)
        {
            Conditions.Remove(status, "ReplicaFailure");
            return;
        }

        Conditions.Set(status, Conditions.Build(
            current, "ReplicaFailure", failure.Text("status") ?? "True", failure.Text("reason") ?? "", failure.Text("message") ?? "", now));
    }
}
