using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Storage;
using Quantity = PodKube.Sandbox.Schemas.Quantity;

namespace PodKube.Sandbox.Controllers.Quota;

/// <summary>What one object takes of the things that quotas limit, by the names that ResourceQuotas have for them.</summary>
internal static class QuotaUsage
{
    private const string RequestsPrefix = "requests.";
    private const string CountPrefix = "count/";

    // The kinds that had a name of their own before count/… came; https://kubernetes.io/docs/concepts/policy/resource-quotas/#object-count-quota
    private static readonly HashSet<string> s_plainCounts = new(StringComparer.Ordinal)
    {
        "services", "configmaps", "secrets", "persistentvolumeclaims", "replicationcontrollers", "resourcequotas",
    };

    private static readonly Quantity s_one = Parse("1");

    public static Quantity Parse(string? text) => Quantity.TryParse(text ?? "", out var quantity) ? quantity : Quantity.Zero;

    /// <summary>The resource whose objects a name of a quota counts: "pods" for "limits.cpu", "deployments.apps" for "count/deployments.apps".</summary>
    public static string ResourceOf(string name) => name switch
    {
        _ when name.StartsWith(CountPrefix, StringComparison.Ordinal) => name[CountPrefix.Length..],
        "services.loadbalancers" or "services.nodeports" => "services",
        "requests.storage" => "persistentvolumeclaims",
        _ when s_plainCounts.Contains(name) => name,
        _ => PodIndex.Resource,
    };

    public static Dictionary<string, Quantity> Of(string resource, JsonObject item)
    {
        Dictionary<string, Quantity> usage = new(StringComparer.Ordinal) { [CountPrefix + resource] = s_one };
        if (s_plainCounts.Contains(resource))
        {
            usage[resource] = s_one;
        }

        switch (resource)
        {
            case PodIndex.Resource when item.Text("status", "phase") is not ("Succeeded" or "Failed"):
                AddPod(usage, item);
                break;
            case "services":
                AddService(usage, item);
                break;
            case "persistentvolumeclaims":
                usage[RequestsPrefix + "storage"] = Parse(item.Text("spec", "resources", "requests", "storage"));
                break;
        }

        return usage;
    }

    /// <summary>Adds what one object takes to a sum.</summary>
    public static void Add(Dictionary<string, Quantity> sum, Dictionary<string, Quantity> usage)
    {
        foreach (var (name, quantity) in usage)
        {
            sum[name] = sum.TryGetValue(name, out var before) ? before + quantity : quantity;
        }
    }

    private static void AddPod(Dictionary<string, Quantity> usage, JsonObject pod)
    {
        usage["pods"] = s_one;
        foreach (var (name, quantity) in Demand(pod, "requests"))
        {
            usage[RequestsPrefix + name] = quantity;
            if (name is "cpu" or "memory" or "ephemeral-storage")
            {
                usage[name] = quantity;
            }
        }

        foreach (var (name, quantity) in Demand(pod, "limits"))
        {
            usage["limits." + name] = quantity;
        }
    }

    /// <summary>The containers of a pod together, or one init container alone where that takes more: they run one after the other.</summary>
    private static Dictionary<string, Quantity> Demand(JsonObject pod, string part)
    {
        Dictionary<string, Quantity> demand = new(StringComparer.Ordinal);
        List<JsonObject> inits = [.. pod.Items("spec", "initContainers")];
        foreach (JsonObject container in pod.Items("spec", "containers").Concat(inits.Where(IsSidecar)))
        {
            Add(demand, Part(container, part));
        }

        foreach (JsonObject container in inits.Where(container => !IsSidecar(container)))
        {
            foreach (var (name, quantity) in Part(container, part))
            {
                demand[name] = demand.TryGetValue(name, out var sum) && sum > quantity ? sum : quantity;
            }
        }

        return demand;
    }

    private static bool IsSidecar(JsonObject container) => container.Text("restartPolicy") == "Always";

    private static Dictionary<string, Quantity> Part(JsonObject container, string part)
    {
        Dictionary<string, Quantity> quantities = new(StringComparer.Ordinal);
        foreach (var (name, value) in container.Map("resources", part) ?? [])
        {
            quantities[name] = Parse(value.AsText());
        }

        return quantities;
    }

    private static void AddService(Dictionary<string, Quantity> usage, JsonObject service)
    {
        string? type = service.Text("spec", "type");
        int ports = service.Items("spec", "ports").Count();
        if (type == "LoadBalancer")
        {
            usage["services.loadbalancers"] = s_one;
        }

        if (type is "NodePort" or "LoadBalancer")
        {
            usage["services.nodeports"] = Parse(ports.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
