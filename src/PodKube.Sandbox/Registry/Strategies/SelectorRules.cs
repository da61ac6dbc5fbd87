using System.Text.Json.Nodes;
using PodKube.Sandbox.Server.Selection;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry.Strategies;

/// <summary>Validation of spec.selector and spec.template of workloads.</summary>
internal static class SelectorRules
{
    public static void Validate(JsonObject obj, FieldErrors errors, params string[] restartPolicies)
    {
        var spec = obj.GetObject("spec");
        var selector = spec.GetObject("selector");
        if (selector is null)
        {
            errors.Required("spec.selector");
        }
        else if (selector.Count == 0)
        {
            errors.Invalid("spec.selector", selector, "empty selector is invalid for deployment");
        }

        var template = spec.GetObject("template");
        var labels = template.GetObject("metadata").GetObject("labels");
        if (selector is { Count: > 0 } && !LabelSelector.FromObject(selector).Matches(labels.TextMembers()))
        {
            errors.Invalid("spec.template.metadata.labels", labels ?? [], "`selector` does not match template `labels`");
        }

        MetadataRules.ValidateLabels(labels, "spec.template.labels", errors);
        var claims = obj.GetObject("spec").GetArray("volumeClaimTemplates").Objects().Select(claim => claim.GetObject("metadata").GetText("name"));
        PodRules.Validate(template.GetObject("spec"), "spec.template.spec", errors, claims);
        var policy = template.GetObject("spec").GetText("restartPolicy") ?? "";
        if (!restartPolicies.Contains(policy))
        {
            errors.NotSupported("spec.template.spec.restartPolicy", policy, restartPolicies);
        }
    }

    public static void AtLeastZero(JsonObject? holder, string path, string field, FieldErrors errors)
    {
        if (holder.GetLong(field) is { } value and < 0)
        {
            errors.Invalid($"{path}.{field}", value, "must be greater than or equal to 0");
        }
    }

    public static void Immutable(JsonObject obj, JsonObject old, string field, FieldErrors errors)
    {
        var value = obj.GetObject("spec")?[field];
        if (!Apply.JsonEquality.Same(value, old.GetObject("spec")?[field]))
        {
            errors.Invalid("spec." + field, value, "field is immutable");
        }
    }
}
