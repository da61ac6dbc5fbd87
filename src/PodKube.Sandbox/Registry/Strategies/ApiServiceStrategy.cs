using System.Text.Json.Nodes;
using PodKube.Sandbox.Aggregation;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry.Strategies;

internal sealed class ApiServiceStrategy : KindStrategy
{
    private const int MaximumGroupPriority = 20_000;
    private const int MaximumVersionPriority = 1000;

    /// <summary>What the server answers itself is available from the start; anything else has to be looked at first.</summary>
    public override void PrepareForCreate(JsonObject obj)
    {
        obj["status"] = obj.GetObject("spec").GetObject("service") is not null
            ? new JsonObject()
            : AvailableCondition.Local.ToStatus(obj.Metadata().GetText("creationTimestamp") ?? "");
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var spec = obj.GetObject("spec");
        var expected = spec.GetText("version") + "." + spec.GetText("group");
        if (obj.Name() != expected)
        {
            errors.Invalid("metadata.name", obj.Name(), $"must be `spec.version+\".\"+spec.group`: \"{expected}\"");
        }

        var groupPriority = spec.GetLong("groupPriorityMinimum") ?? 0;
        if (groupPriority is <= 0 or > MaximumGroupPriority)
        {
            errors.Invalid("spec.groupPriorityMinimum", groupPriority, "must be positive and less than 20000");
        }

        var versionPriority = spec.GetLong("versionPriority") ?? 0;
        if (versionPriority is <= 0 or > MaximumVersionPriority)
        {
            errors.Invalid("spec.versionPriority", versionPriority, "must be positive and less than 1000");
        }

        if (spec.GetObject("service") is { } service)
        {
            ValidateService(service, errors);
        }

        if (spec.GetBool("insecureSkipTLSVerify") == true && spec.GetText("caBundle") is { Length: > 0 })
        {
            errors.Invalid("spec.insecureSkipTLSVerify", true, "may not be true if caBundle is present");
        }
    }

    private static void ValidateService(JsonObject service, FieldErrors errors)
    {
        foreach (var field in (ReadOnlySpan<string>)["namespace", "name"])
        {
            if (string.IsNullOrEmpty(service.GetText(field)))
            {
                errors.Required("spec.service." + field);
            }
        }

        ContainerRules.AddPortErrors(service.GetLong("port") ?? 443, "spec.service.port", errors);
    }
}
