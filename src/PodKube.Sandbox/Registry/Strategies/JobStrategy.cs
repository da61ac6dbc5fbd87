using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry.Strategies;

internal sealed class JobStrategy : KindStrategy
{
    public override IReadOnlyDictionary<string, Func<JsonObject, string>> SelectableFields { get; } = new Dictionary<string, Func<JsonObject, string>>
    {
        ["status.successful"] = job => (job.GetObject("status").GetLong("succeeded") ?? 0).ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    public override void SetDefaults(JsonObject obj)
    {
        var spec = obj.EnsureObject("spec");
        SetSpecDefaults(spec);
        if (obj.Labels() is null && spec.GetObject("template").GetObject("metadata").GetObject("labels") is { } labels)
        {
            obj.Metadata()["labels"] = labels.DeepClone();
        }
    }

    public static void SetSpecDefaults(JsonObject spec)
    {
        if (spec["completions"] is null && spec["parallelism"] is null)
        {
            spec["completions"] = 1L;
            spec["parallelism"] = 1L;
        }

        spec.SetDefault("parallelism", () => JsonValue.Create(1L));
        spec.SetDefault("backoffLimit", () => JsonValue.Create(spec["backoffLimitPerIndex"] is null ? 6L : int.MaxValue));
        spec.SetDefault("podReplacementPolicy", () => JsonValue.Create(spec["podFailurePolicy"] is null ? "TerminatingOrFailed" : "Failed"));
        PodRules.SetDefaults(spec.GetObject("template").GetObject("spec"));
    }

    /// <summary>Unless the selector is the client's own, it is the job's uid, and the template's labels follow.</summary>
    public override void PrepareForCreate(JsonObject obj)
    {
        var spec = obj.EnsureObject("spec");
        if (spec.GetBool("manualSelector") == true)
        {
            return;
        }

        var uid = obj.Uid();
        var labels = obj.Metadata().EnsureObject("labels");
        var templateLabels = spec.EnsureObject("template").EnsureObject("metadata").EnsureObject("labels");
        foreach (var holder in (ReadOnlySpan<JsonObject>)[labels, templateLabels])
        {
            holder["controller-uid"] = uid;
            holder["job-name"] = obj.Name();
            holder["batch.kubernetes.io/controller-uid"] = uid;
            holder["batch.kubernetes.io/job-name"] = obj.Name();
        }

        spec.EnsureObject("selector").EnsureObject("matchLabels")["batch.kubernetes.io/controller-uid"] = uid;
    }

    public override void Validate(JsonObject obj, FieldErrors errors) => ValidateSpec(obj.GetObject("spec"), "spec", errors);

    public static void ValidateSpec(JsonObject? spec, string path, FieldErrors errors)
    {
        SelectorRules.AtLeastZero(spec, path, "parallelism", errors);
        SelectorRules.AtLeastZero(spec, path, "completions", errors);
        SelectorRules.AtLeastZero(spec, path, "backoffLimit", errors);
        SelectorRules.AtLeastZero(spec, path, "activeDeadlineSeconds", errors);
        SelectorRules.AtLeastZero(spec, path, "ttlSecondsAfterFinished", errors);
        var pod = spec.GetObject("template").GetObject("spec");
        PodRules.Validate(pod, path + ".template.spec", errors);
        var policy = pod.GetText("restartPolicy") ?? "";
        if (policy is "" or "Always")
        {
            errors.Required(path + ".template.spec.restartPolicy", "valid values: \"OnFailure\", \"Never\"");
        }
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        SelectorRules.Immutable(obj, old, "selector", errors);
        if (old.GetObject("spec").GetBool("suspend") != true)
        {
            SelectorRules.Immutable(obj, old, "template", errors);
        }
    }
}
