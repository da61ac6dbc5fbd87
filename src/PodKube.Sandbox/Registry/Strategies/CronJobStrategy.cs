using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry.Strategies;

internal sealed class CronJobStrategy : KindStrategy
{
    public override void SetDefaults(JsonObject obj)
    {
        if (obj.GetObject("spec").GetObject("jobTemplate").GetObject("spec") is { } job)
        {
            // A template keeps its own numbers open: they are set when a job is made of it.
            job.Remove("manualSelector");
            job.Remove("completionMode");
            job.Remove("suspend");
            PodRules.SetDefaults(job.GetObject("template").GetObject("spec"));
        }
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var spec = obj.GetObject("spec");
        var schedule = spec.GetText("schedule") ?? "";
        if (schedule.Length == 0)
        {
            errors.Required("spec.schedule");
        }
        else if (!schedule.StartsWith('@'))
        {
            var fields = schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length != 5)
            {
                errors.Invalid("spec.schedule", schedule, $"expected exactly 5 fields, found {fields.Length}: [{string.Join(' ', fields)}]");
            }
        }

        PodRules.ValidateChoice(spec, "concurrencyPolicy", "spec", errors, "Allow", "Forbid", "Replace");
        SelectorRules.AtLeastZero(spec, "spec", "successfulJobsHistoryLimit", errors);
        SelectorRules.AtLeastZero(spec, "spec", "failedJobsHistoryLimit", errors);
        JobStrategy.ValidateSpec(spec.GetObject("jobTemplate").GetObject("spec"), "spec.jobTemplate.spec", errors);
    }
}
