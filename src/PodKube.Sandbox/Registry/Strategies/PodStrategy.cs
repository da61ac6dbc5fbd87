using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry.Strategies;

internal sealed class PodStrategy : KindStrategy
{
    public override IReadOnlyDictionary<string, Func<JsonObject, string>> SelectableFields { get; } = new Dictionary<string, Func<JsonObject, string>>
    {
        ["spec.nodeName"] = pod => Spec(pod).GetText("nodeName") ?? "",
        ["spec.restartPolicy"] = pod => Spec(pod).GetText("restartPolicy") ?? "",
        ["spec.schedulerName"] = pod => Spec(pod).GetText("schedulerName") ?? "",
        ["spec.serviceAccountName"] = pod => Spec(pod).GetText("serviceAccountName") ?? "",
        ["spec.hostNetwork"] = pod => Spec(pod).GetBool("hostNetwork") == true ? "true" : "false",
        ["status.phase"] = pod => pod.GetObject("status").GetText("phase") ?? "",
        ["status.podIP"] = pod => pod.GetObject("status").GetText("podIP") ?? "",
        ["status.podIPs"] = pod => pod.GetObject("status").GetText("podIP") ?? "",
        ["status.nominatedNodeName"] = pod => pod.GetObject("status").GetText("nominatedNodeName") ?? "",
    };

    public override void SetDefaults(JsonObject obj)
    {
        var spec = obj.EnsureObject("spec");
        spec.SetDefault("enableServiceLinks", () => JsonValue.Create(true));
        PodRules.SetDefaults(spec);
    }

    public override void PrepareForCreate(JsonObject obj)
    {
        var status = obj.EnsureObject("status");
        status["phase"] = "Pending";
        status["qosClass"] = QualityOfService(obj);
    }

    public override void Validate(JsonObject obj, FieldErrors errors) => PodRules.Validate(Spec(obj), "spec", errors);

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        var changed = Comparable(obj);
        var before = Comparable(old);
        if (!Apply.JsonEquality.Same(changed, before))
        {
            errors.Forbidden(
                "spec",
                "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)");
        }
    }

    /// <summary>No grace for pods that never ran or are through, otherwise what was asked for or what the pod says.</summary>
    public override long? GracePeriod(JsonObject obj, DeleteOptions options)
    {
        var grace = options.GracePeriodSeconds ?? Spec(obj).GetLong("terminationGracePeriodSeconds") ?? 30;
        if (string.IsNullOrEmpty(Spec(obj).GetText("nodeName")) || obj.GetObject("status").GetText("phase") is "Succeeded" or "Failed")
        {
            return 0;
        }

        return grace < 0 ? 1 : grace;
    }

    private static JsonObject? Spec(JsonObject pod) => pod.GetObject("spec");

    /// <summary>The spec without what may change.</summary>
    private static JsonObject Comparable(JsonObject pod)
    {
        var spec = (JsonObject?)Spec(pod)?.DeepClone() ?? [];
        foreach (var name in (ReadOnlySpan<string>)["activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds", "nodeName", "ephemeralContainers", "schedulingGates"])
        {
            spec.Remove(name);
        }

        foreach (var container in spec.GetArray("containers").Objects().Concat(spec.GetArray("initContainers").Objects()))
        {
            container.Remove("image");
            container.Remove("resources");
        }

        return spec;
    }

    private static string QualityOfService(JsonObject pod)
    {
        var containers = Spec(pod).GetArray("containers").Objects().Concat(Spec(pod).GetArray("initContainers").Objects()).ToList();
        if (containers.All(container => container.GetObject("resources").GetObject("requests") is null or { Count: 0 }
            && container.GetObject("resources").GetObject("limits") is null or { Count: 0 }))
        {
            return "BestEffort";
        }

        var guaranteed = containers.All(container => ((ReadOnlySpan<string>)["cpu", "memory"]).ToArray().All(resource =>
            container.At("resources", "limits", resource).AsText() is { } limit && container.At("resources", "requests", resource).AsText() == limit));
        return guaranteed ? "Guaranteed" : "Burstable";
    }
}
