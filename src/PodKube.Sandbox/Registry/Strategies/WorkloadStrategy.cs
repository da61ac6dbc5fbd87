using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry.Strategies;

/// <summary>Deployments, replica sets, stateful sets and daemon sets: a selector, a template of pods, replicas.</summary>
internal sealed class WorkloadStrategy(Action<JsonObject> setDefaults) : KindStrategy
{
    public static readonly WorkloadStrategy Deployment = new(static spec =>
    {
        var strategy = spec.EnsureObject("strategy");
        if (strategy.GetText("type") == "RollingUpdate")
        {
            var rolling = strategy.EnsureObject("rollingUpdate");
            rolling.SetDefault("maxUnavailable", () => JsonValue.Create("25%"));
            rolling.SetDefault("maxSurge", () => JsonValue.Create("25%"));
        }
    });

    public static readonly WorkloadStrategy ReplicaSet = new(static _ => { });

    public static readonly WorkloadStrategy DaemonSet = new(static spec =>
    {
        var strategy = spec.EnsureObject("updateStrategy");
        if (strategy.GetText("type") == "RollingUpdate")
        {
            var rolling = strategy.EnsureObject("rollingUpdate");
            rolling.SetDefault("maxUnavailable", () => JsonValue.Create(1L));
            rolling.SetDefault("maxSurge", () => JsonValue.Create(0L));
        }
    });

    public static readonly WorkloadStrategy StatefulSet = new(static spec =>
    {
        var strategy = spec.EnsureObject("updateStrategy");
        if (strategy.GetText("type") == "RollingUpdate")
        {
            strategy.EnsureObject("rollingUpdate").SetDefault("partition", () => JsonValue.Create(0L));
        }

        foreach (var claim in spec.GetArray("volumeClaimTemplates").Objects())
        {
            claim.SetDefault("apiVersion", () => JsonValue.Create("v1"));
            claim.SetDefault("kind", () => JsonValue.Create("PersistentVolumeClaim"));
        }
    });

    public override void SetDefaults(JsonObject obj)
    {
        var spec = obj.EnsureObject("spec");
        setDefaults(spec);
        PodRules.SetDefaults(spec.GetObject("template").GetObject("spec"));
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var spec = obj.GetObject("spec");
        SelectorRules.AtLeastZero(spec, "spec", "replicas", errors);
        SelectorRules.AtLeastZero(spec, "spec", "minReadySeconds", errors);
        SelectorRules.AtLeastZero(spec, "spec", "revisionHistoryLimit", errors);
        SelectorRules.Validate(obj, errors, "Always");
        if (spec.GetLong("progressDeadlineSeconds") is { } deadline && deadline <= (spec.GetLong("minReadySeconds") ?? 0))
        {
            errors.Invalid("spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds");
        }
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors) =>
        SelectorRules.Immutable(obj, old, "selector", errors);
}
