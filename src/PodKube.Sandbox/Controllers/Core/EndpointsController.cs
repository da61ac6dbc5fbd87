using System.Text.Json.Nodes;
using PodKube.Sandbox.Apply;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Runtime;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Core;

/// <summary>Writes the Endpoints and the EndpointSlice of each Service that selects pods.</summary>
internal sealed class EndpointsController(ControllerContext context) : Controller
{
    private const string Services = "services";
    private const string Endpoints = "endpoints";
    private const string Slices = "endpointslices.discovery.k8s.io";

    private readonly Dictionary<string, Dictionary<ObjectKey, LabelSelector>> _selectors = new(StringComparer.Ordinal);

    public override string Name => "endpoint-controller";

    public override IReadOnlyCollection<string> Resources { get; } = [Services, PodIndex.Resource];

    private ClusterClient Client => context.ClientFor(Name);

    public override void Observe(StoreEvent change)
    {
        ObjectKey key = change.Object.Key;
        if (key.Resource == Services)
        {
            Remember(change);
            Enqueue(key);
            return;
        }

        if (!_selectors.TryGetValue(key.Namespace, out Dictionary<ObjectKey, LabelSelector>? services))
        {
            return;
        }

        PodFacts? pod = change.Type == StoreEventType.Deleted ? null : context.Pods.Get(key);
        PodFacts? before = context.Pods.Replaced;
        foreach ((ObjectKey service, LabelSelector selector) in services)
        {
            if ((pod is not null && selector.Matches(pod.Labels)) || (before is not null && selector.Matches(before.Labels)))
            {
                Enqueue(service);
            }
        }
    }

    public override void Reconcile(ObjectKey key)
    {
        ObjectKey endpoints = key with { Resource = Endpoints };
        if (Client.Find(key) is not { } service)
        {
            if (Client.Find(endpoints) is { } left)
            {
                Client.Delete(endpoints, left.Uid());
            }

            return;
        }

        if (service.IsDeleting() || service.Map("spec", "selector") is not { Count: > 0 } labels)
        {
            return;
        }

        LabelSelector selector = LabelSelector.FromLabels(labels);
        List<PodFacts> pods = [.. context.Pods.InNamespace(key.Namespace)
            .Where(pod => pod.Ip.Length > 0 && !pod.IsFinished && selector.Matches(pod.Labels))];
        WriteEndpoints(endpoints, service, pods.FindAll(pod => !pod.IsDeleting));
        WriteSlice(service, pods);
    }

    private void Remember(StoreEvent change)
    {
        ObjectKey key = change.Object.Key;
        if (!_selectors.TryGetValue(key.Namespace, out Dictionary<ObjectKey, LabelSelector>? services))
        {
            _selectors[key.Namespace] = services = [];
        }

        services.Remove(key);
        if (change.Type != StoreEventType.Deleted && change.Object.Value.Map("spec", "selector") is { Count: > 0 } labels)
        {
            services[key] = LabelSelector.FromLabels(labels.Copy());
        }
    }

    private void WriteEndpoints(ObjectKey key, JsonObject service, List<PodFacts> pods)
    {
        JsonArray subsets = [];
        bool publishesUnready = service.Flag("spec", "publishNotReadyAddresses");
        List<JsonNode?> ready = [.. pods.Where(pod => pod.IsReady || publishesUnready).Select(Address)];
        List<JsonNode?> unready = [.. pods.Where(pod => !pod.IsReady && !publishesUnready).Select(Address)];
        if (pods.Count > 0)
        {
            JsonObject subset = [];
            if (ready.Count > 0)
            {
                subset["addresses"] = new JsonArray([.. ready]);
            }

            if (unready.Count > 0)
            {
                subset["notReadyAddresses"] = new JsonArray([.. unready]);
            }

            subset["ports"] = Ports(service, pods[0]);
            subsets.Add((JsonNode)subset);
        }

        JsonObject wanted = new()
        {
            ["metadata"] = new JsonObject { ["name"] = key.Name, ["labels"] = service.Map("metadata", "labels")?.Copy() ?? [] },
        };
        wanted.SetLabel("endpoints.kubernetes.io/managed-by", "endpoint-controller");
        if (subsets.Count > 0)
        {
            wanted["subsets"] = subsets;
        }

        Write(key, wanted, "subsets");
    }

    private void WriteSlice(JsonObject service, List<PodFacts> pods)
    {
        ObjectKey? existing = context.Owners.DependentsOf(service.Uid(), Slices).FirstOrDefault();
        JsonObject metadata = new()
        {
            ["labels"] = service.Map("metadata", "labels")?.Copy() ?? [],
            ["ownerReferences"] = new JsonArray(service.ControllerReference()),
        };
        JsonObject labels = metadata.EnsureObject("labels");
        labels["endpointslice.kubernetes.io/managed-by"] = "endpointslice-controller.k8s.io";
        labels["kubernetes.io/service-name"] = service.Name();
        metadata[existing is null ? "generateName" : "name"] = existing?.Name ?? service.Name() + "-";
        JsonObject slice = new()
        {
            ["metadata"] = metadata,
            ["addressType"] = "IPv4",
            ["endpoints"] = new JsonArray([.. pods.Select(pod => (JsonNode)Endpoint(service, pod))]),
            ["ports"] = pods.Count > 0 ? Ports(service, pods[0]) : new JsonArray(),
        };
        if (existing is { } key)
        {
            Write(key, slice, "endpoints", "ports");
        }
        else
        {
            context.ClientFor("endpointslice-controller").Create(Slices, service.Namespace(), slice);
        }
    }

    private void Write(ObjectKey key, JsonObject wanted, params string[] fields)
    {
        if (Client.Find(key) is not { } present)
        {
            Client.Create(key.Resource, key.Namespace, wanted);
            return;
        }

        Client.Update(key, present.Uid(), item =>
        {
            bool changed = false;
            foreach (string field in fields.Where(field => !JsonEquality.Same(item[field], wanted[field])))
            {
                changed = true;
                item.Remove(field);
                if (wanted[field] is { } value)
                {
                    item[field] = value.DeepClone();
                }
            }

            return changed;
        });
    }

    private static JsonObject Address(PodFacts pod) => new JsonObject
    {
        ["ip"] = pod.Ip,
        ["nodeName"] = pod.Node,
        ["targetRef"] = Reference(pod),
    };

    private static JsonObject Endpoint(JsonObject service, PodFacts pod) => new JsonObject
    {
        ["addresses"] = new JsonArray(pod.Ip),
        ["conditions"] = new JsonObject
        {
            ["ready"] = (pod.IsReady && !pod.IsDeleting) || service.Flag("spec", "publishNotReadyAddresses"),
            ["serving"] = pod.IsReady,
            ["terminating"] = pod.IsDeleting,
        },
        ["targetRef"] = Reference(pod),
        ["nodeName"] = pod.Node,
    };

    private static JsonObject Reference(PodFacts pod) => new()
    {
        ["kind"] = "Pod",
        ["namespace"] = pod.Key.Namespace,
        ["name"] = pod.Key.Name,
        ["uid"] = pod.Uid,
    };

    private static JsonArray Ports(JsonObject service, PodFacts pod)
    {
        JsonArray ports = [];
        foreach (JsonObject port in service.Items("spec", "ports"))
        {
            JsonObject item = [];
            if (port.Text("name") is { } name)
            {
                item["name"] = name;
            }

            item["port"] = TargetPort(port, pod);
            item["protocol"] = port.Text("protocol") ?? "TCP";
            ports.Add((JsonNode)item);
        }

        return ports;
    }

    // A target port may be the name of a container's port.
    private static long TargetPort(JsonObject port, PodFacts pod) =>
        port.Number("targetPort") ??
        pod.Stored.Value.Items("spec", "containers").SelectMany(container => container.Items("ports"))
            .FirstOrDefault(item => item.Text("name") == port.Text("targetPort")).Number("containerPort") ??
        port.Number("port") ?? 0;
}
