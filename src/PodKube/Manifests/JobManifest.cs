using System.Text.Json.Nodes;

namespace PodKube.Manifests;

/// <summary>Writes jobs and the job templates of cron jobs.</summary>
internal static class JobManifest
{
    public static JsonObject Write(ObjectIdentity identity, JobOptions options, PodOptions pod)
    {
        JsonObject manifest = ManifestNodes.New("batch/v1", "Job", identity);
        manifest["spec"] = Spec(identity, options, pod);
        return manifest;
    }

    public static JsonObject Write(ObjectIdentity identity, CronJobOptions cron, JobOptions options, PodOptions pod)
    {
        JsonObject spec = new() { ["schedule"] = cron.Schedule };
        ManifestNodes.AddUnlessEmpty(spec, "timeZone", cron.TimeZone);
        ManifestNodes.AddUnlessEmpty(spec, "concurrencyPolicy", cron.ConcurrencyPolicy);
        ManifestNodes.AddUnlessEmpty(spec, "suspend", cron.Suspend ? true : null);
        ManifestNodes.AddUnlessEmpty(spec, "startingDeadlineSeconds", Seconds(cron.StartingDeadline));
        ManifestNodes.AddUnlessEmpty(spec, "successfulJobsHistoryLimit", cron.KeepSuccessful);
        ManifestNodes.AddUnlessEmpty(spec, "failedJobsHistoryLimit", cron.KeepFailed);
        JsonObject template = [];
        ManifestNodes.AddUnlessEmpty(template, "metadata", Labels(identity));
        template["spec"] = Spec(identity, options, pod);
        spec["jobTemplate"] = template;
        JsonObject manifest = ManifestNodes.New("batch/v1", "CronJob", identity);
        manifest["spec"] = spec;
        return manifest;
    }

    /// <summary>The job that a cron job would start, as <c>kubectl create job --from</c> writes it.</summary>
    public static JsonObject FromCronJob(JsonObject cronJob, ObjectIdentity identity)
    {
        JsonObject template = cronJob["spec"]!["jobTemplate"]!.AsObject();
        JsonObject annotations = new() { ["cronjob.kubernetes.io/instantiate"] = "manual" };
        JsonObject labels = [];
        Copy(template["metadata"]?["annotations"], annotations);
        Copy(template["metadata"]?["labels"], labels);
        Copy(ManifestNodes.Map(identity.Labels), labels);
        JsonObject manifest = ManifestNodes.New("batch/v1", "Job", identity);
        JsonObject metadata = manifest["metadata"]!.AsObject();
        ManifestNodes.AddUnlessEmpty(metadata, "labels", labels);
        metadata["annotations"] = annotations;
        // Without blockOwnerDeletion, which would need a right on the finalizers of cron jobs.
        metadata["ownerReferences"] = new JsonArray(new JsonObject
        {
            ["apiVersion"] = "batch/v1",
            ["kind"] = "CronJob",
            ["name"] = cronJob["metadata"]!["name"]!.DeepClone(),
            ["uid"] = cronJob["metadata"]!["uid"]!.DeepClone(),
            ["controller"] = true,
        });
        manifest["spec"] = template["spec"]?.DeepClone();
        return manifest;
    }

    private static void Copy(JsonNode? from, JsonObject to)
    {
        foreach ((string key, JsonNode? value) in from as JsonObject ?? [])
        {
            to[key] = value?.DeepClone();
        }
    }

    private static JsonObject Spec(ObjectIdentity identity, JobOptions options, PodOptions pod)
    {
        JsonObject spec = [];
        ManifestNodes.AddUnlessEmpty(spec, "completions", options.Completions);
        ManifestNodes.AddUnlessEmpty(spec, "parallelism", options.Parallelism);
        ManifestNodes.AddUnlessEmpty(spec, "backoffLimit", options.BackoffLimit);
        ManifestNodes.AddUnlessEmpty(spec, "activeDeadlineSeconds", Seconds(options.Deadline));
        ManifestNodes.AddUnlessEmpty(spec, "ttlSecondsAfterFinished", Seconds(options.KeepFinished));
        spec["template"] = PodTemplate.Write(pod, identity.Labels);
        return spec;
    }

    private static JsonObject Labels(ObjectIdentity identity)
    {
        JsonObject metadata = [];
        ManifestNodes.AddUnlessEmpty(metadata, "labels", ManifestNodes.Map(identity.Labels));
        return metadata;
    }

    // The server counts whole seconds; less than one must not become none.
    private static long? Seconds(TimeSpan? span) => span is TimeSpan given ? (long)Math.Ceiling(given.TotalSeconds) : null;
}
