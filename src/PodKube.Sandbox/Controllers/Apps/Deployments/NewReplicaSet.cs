using System.Globalization;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Apps.Deployments;

/// <summary>Makes the ReplicaSet of a Deployment's present template, or brings the one that is there up to date: revision, annotations.</summary>
internal static class NewReplicaSet
{
    private static readonly HashSet<string> s_ownAnnotations = new(StringComparer.Ordinal)
    {
        "kubectl.kubernetes.io/last-applied-configuration",
        ReplicaSetView.RevisionAnnotation,
        ReplicaSetView.HistoryAnnotation,
        ReplicaSetView.DesiredAnnotation,
        ReplicaSetView.MaximumAnnotation,
        "deprecated.deployment.rollback.to",
    };

    /// <summary>After this the rollout has its new set; false where the name was taken and the hash must be another one.</summary>
    public static bool Ensure(Rollout rollout)
    {
        long revision = rollout.Old.Select(set => set.Revision).DefaultIfEmpty(0).Max() + 1;
        if (rollout.New is { } existing)
        {
            Update(rollout, existing, revision);
            return true;
        }

        return Create(rollout, revision);
    }

    private static void Update(Rollout rollout, ReplicaSetView existing, long revision)
    {
        JsonObject? updated = rollout.Client.Update(existing.Key, existing.Uid, item =>
        {
            bool changed = CopyAnnotations(rollout.Deployment, item);
            changed |= SetRevision(item, existing.Revision, revision);
            int minReadySeconds = rollout.Deployment.Count(0, "spec", "minReadySeconds");
            if (item.Count(0, "spec", "minReadySeconds") != minReadySeconds)
            {
                item.EnsureObject("spec").SetCount("minReadySeconds", minReadySeconds);
                changed = true;
            }

            return changed;
        });
        if (updated is not null)
        {
            rollout.SetNew(updated);
        }

        SetDeploymentRevision(rollout, Math.Max(revision, existing.Revision));
        if (rollout.Deployment.Condition("Progressing") is null)
        {
            DeploymentStatus.Progress(rollout, "FoundNewReplicaSet", $"Found new replica set \"{existing.Name}\"");
        }
    }

    private static bool Create(Rollout rollout, long revision)
    {
        JsonObject deployment = rollout.Deployment;
        int? collisions = deployment.Number("status", "collisionCount") is { } count ? (int)count : null;
        string hash = TemplateHash.Compute(deployment.At("spec", "template"), collisions);
        JsonObject item = Build(rollout, hash, revision);
        try
        {
            JsonObject created = rollout.Client.Create(ReplicaSetView.Resource, deployment.Namespace(), item);
            rollout.SetNew(created);
        }
        catch (ApiStatusException failure) when (failure.Reason == "AlreadyExists")
        {
            JsonObject status = deployment.Map("status")?.Copy() ?? [];
            status["collisionCount"] = (collisions ?? 0) + 1;
            rollout.Client.UpdateStatus(rollout.Key, rollout.DeploymentUid, status);
            return false;
        }

        ReplicaSetView set = rollout.New!;
        if (set.Replicas > 0)
        {
            rollout.Record("Normal", "ScalingReplicaSet", $"Scaled up replica set {set.Name} from 0 to {set.Replicas}");
        }

        SetDeploymentRevision(rollout, revision);
        DeploymentStatus.Progress(rollout, "NewReplicaSetCreated", $"Created new replica set \"{set.Name}\"");
        return true;
    }

    private static JsonObject Build(Rollout rollout, string hash, long revision)
    {
        JsonObject deployment = rollout.Deployment;
        JsonObject template = deployment.Map("spec", "template")!.Copy();
        template.SetLabel(ReplicaSetView.HashLabel, hash);
        JsonObject selector = deployment.Map("spec", "selector")?.Copy() ?? [];
        selector.EnsureObject("matchLabels")[ReplicaSetView.HashLabel] = hash;
        int all = rollout.Old.Sum(set => set.Replicas);
        int replicas = rollout.IsRolling
            ? Math.Max(RolloutMath.NewReplicas(rollout.Desired, rollout.Fenceposts.Surge, all, 0), 0)
            : rollout.Desired;
        JsonObject spec = new() { ["replicas"] = replicas, ["selector"] = selector, ["template"] = template };
        spec.SetCount("minReadySeconds", deployment.Count(0, "spec", "minReadySeconds"));
        JsonObject item = new()
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "ReplicaSet",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{deployment.Name()}-{hash}",
                ["namespace"] = deployment.Namespace(),
                ["labels"] = template.At("metadata", "labels")!.DeepClone(),
                ["ownerReferences"] = new JsonArray(deployment.ControllerReference()),
            },
            ["spec"] = spec,
        };
        CopyAnnotations(deployment, item);
        item.SetAnnotation(ReplicaSetView.RevisionAnnotation, Text(revision));
        item.SetAnnotation(ReplicaSetView.DesiredAnnotation, Text(rollout.Desired));
        item.SetAnnotation(ReplicaSetView.MaximumAnnotation, Text(rollout.Desired + rollout.Fenceposts.Surge));
        return item;
    }

    private static bool CopyAnnotations(JsonObject deployment, JsonObject item)
    {
        bool changed = false;
        foreach (KeyValuePair<string, JsonNode?> annotation in deployment.Map("metadata", "annotations") ?? [])
        {
            string? value = annotation.Value.AsText();
            if (value is not null && !s_ownAnnotations.Contains(annotation.Key) && item.Annotation(annotation.Key) != value)
            {
                item.SetAnnotation(annotation.Key, value);
                changed = true;
            }
        }

        return changed;
    }

    // An old set that is new again (a rollback) gets the next number; the numbers it had stand in its history.
    private static bool SetRevision(JsonObject item, long present, long revision)
    {
        if (present >= revision)
        {
            return false;
        }

        if (present > 0)
        {
            string history = item.Annotation(ReplicaSetView.HistoryAnnotation) is { Length: > 0 } earlier ? $"{earlier},{Text(present)}" : Text(present);
            item.SetAnnotation(ReplicaSetView.HistoryAnnotation, history);
        }

        item.SetAnnotation(ReplicaSetView.RevisionAnnotation, Text(revision));
        return true;
    }

    private static void SetDeploymentRevision(Rollout rollout, long revision)
    {
        string text = Text(revision);
        if (rollout.Deployment.Annotation(ReplicaSetView.RevisionAnnotation) != text)
        {
            rollout.Client.Update(rollout.Key, rollout.DeploymentUid, item =>
            {
                item.SetAnnotation(ReplicaSetView.RevisionAnnotation, text);
                return true;
            });
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
