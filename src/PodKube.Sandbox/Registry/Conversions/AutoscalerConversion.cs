using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry.Conversions;

/// <summary>Autoscalers are stored as autoscaling/v2; v1 knows the processor target alone, and carries the other metrics in an annotation.</summary>
internal static class AutoscalerConversion
{
    private const string MetricsAnnotation = "autoscaling.alpha.kubernetes.io/metrics";
    private const string Target = "targetCPUUtilizationPercentage";

    public static JsonObject ToV1(JsonObject obj)
    {
        obj["apiVersion"] = "autoscaling/v1";
        var spec = obj.GetObject("spec");
        var others = new JsonArray();
        foreach (var metric in spec.GetArray("metrics").Objects())
        {
            if (IsProcessor(metric))
            {
                spec![Target] = metric.At("resource", "target", "averageUtilization")?.DeepClone();
            }
            else
            {
                others.Add((JsonNode)metric.DeepClone());
            }
        }

        spec?.Remove("metrics");
        spec?.Remove("behavior");
        if (others.Count > 0)
        {
            obj.Metadata().EnsureObject("annotations")[MetricsAnnotation] = JsonText.WriteString(others);
        }

        CutStatus(obj.GetObject("status"));
        return obj;
    }

    public static JsonObject ToV2(JsonObject obj)
    {
        obj["apiVersion"] = "autoscaling/v2";
        var spec = obj.EnsureObject("spec");
        var metrics = new JsonArray();
        if (spec.GetLong(Target) is { } utilization)
        {
            metrics.Add((JsonNode)new JsonObject
            {
                ["type"] = "Resource",
                ["resource"] = new JsonObject
                {
                    ["name"] = "cpu",
                    ["target"] = new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = utilization },
                },
            });
        }

        spec.Remove(Target);
        if (obj.Annotations().GetText(MetricsAnnotation) is { } text && JsonText.Parse(System.Text.Encoding.UTF8.GetBytes(text)) is JsonArray others)
        {
            foreach (var metric in others)
            {
                metrics.Add(metric?.DeepClone());
            }

            obj.Annotations()!.Remove(MetricsAnnotation);
        }

        if (metrics.Count > 0)
        {
            spec["metrics"] = metrics;
        }

        return obj;
    }

    private static bool IsProcessor(JsonObject metric) =>
        metric.GetText("type") == "Resource" && metric.GetObject("resource").GetText("name") == "cpu" && metric.At("resource", "target", "averageUtilization") is not null;

    private static void CutStatus(JsonObject? status)
    {
        status?.Remove("currentMetrics");
        status?.Remove("conditions");
    }
}
