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
