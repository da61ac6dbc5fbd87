using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry.Strategies;

/// <summary>Services: cluster addresses and node ports come from ranges of the server.</summary>
internal sealed class ServiceStrategy : KindStrategy
{
    private const string None = "None";
    private int _lastAddress = 10;
    private int _lastNodePort = 30_000;

    public override IReadOnlyDictionary<string, Func<JsonObject, string>> SelectableFields { get; } = new Dictionary<string, Func<JsonObject, string>>
    {
        ["spec.clusterIP"] = service => service.GetObject("spec").GetText("clusterIP") ?? "",
        ["spec.type"] = service => service.GetObject("spec").GetText("type") ?? "",
    };

    public override void SetDefaults(JsonObject obj)
    {
        var spec = obj.EnsureObject("spec");
        var type = spec.GetText("type");
        foreach (var port in spec.GetArray("ports").Objects())
        {
            if (port["targetPort"] is null or JsonValue && (port["targetPort"].AsLong() == 0 || port["targetPort"].AsText() == "" || port["targetPort"] is null))
            {
                port["targetPort"] = port["port"]?.DeepClone();
            }
        }

        if (spec.GetText("sessionAffinity") == "ClientIP")
        {
            spec.EnsureObject("sessionAffinityConfig").EnsureObject("clientIP").SetDefault("timeoutSeconds", () => JsonValue.Create(10800L));
        }

        if (type is "NodePort" or "LoadBalancer")
        {
            spec.SetDefault("externalTrafficPolicy", () => JsonValue.Create("Cluster"));
        }

        if (type is "ClusterIP" or "NodePort" or "LoadBalancer")
        {
            spec.SetDefault("internalTrafficPolicy", () => JsonValue.Create("Cluster"));
        }

        if (type == "LoadBalancer")
        {
            spec.SetDefault("allocateLoadBalancerNodePorts", () => JsonValue.Create(true));
        }
    }

    public override void PrepareForCreate(JsonObject obj) => Allocate(obj.EnsureObject("spec"));

    public override void PrepareForUpdate(JsonObject obj, JsonObject old, string subresource)
    {
        var spec = obj.EnsureObject("spec");
        var before = old.GetObject("spec");
        foreach (var name in (ReadOnlySpan<string>)["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"])
        {
            if (spec[name] is null && before?[name] is { } value && spec.GetText("type") != "ExternalName")
            {
                spec[name] = value.DeepClone();
            }
        }

        Allocate(spec);
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var spec = obj.GetObject("spec");
        var type = spec.GetText("type") ?? "";
        PodRules.ValidateChoice(spec, "type", "spec", errors, "ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
        var ports = spec.GetArray("ports");
        if (ports is null or { Count: 0 } && type != "ExternalName" && spec.GetText("clusterIP") != None)
        {
            errors.Required("spec.ports");
        }

        var index = 0;
        foreach (var port in ports.Objects())
        {
            var field = $"spec.ports[{index++}]";
            ContainerRules.AddPortErrors(port.GetLong("port") ?? 0, field + ".port", errors);
            PodRules.ValidateChoice(port, "protocol", field, errors, "SCTP", "TCP", "UDP");
            if (ports!.Count > 1 && string.IsNullOrEmpty(port.GetText("name")))
            {
                errors.Required(field + ".name");
            }
        }

        PodRules.ValidateChoice(spec, "sessionAffinity", "spec", errors, "ClientIP", "None");
        if (type == "ExternalName" && string.IsNullOrEmpty(spec.GetText("externalName")))
        {
            errors.Required("spec.externalName");
        }
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        var before = old.GetObject("spec").GetText("clusterIP") ?? "";
        var now = obj.GetObject("spec").GetText("clusterIP") ?? "";
        if (before.Length > 0 && now != before && obj.GetObject("spec").GetText("type") != "ExternalName")
        {
            errors.InvalidText("spec.clusterIPs[0]", $"[]string{{{FieldErrors.Quote(now)}}}", "may not change once set");
        }
    }

    private void Allocate(JsonObject spec)
    {
        var type = spec.GetText("type");
        if (type == "ExternalName")
        {
            return;
        }

        if (string.IsNullOrEmpty(spec.GetText("clusterIP")))
        {
            var next = Interlocked.Increment(ref _lastAddress);
            spec["clusterIP"] = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"10.96.{next / 250}.{(next % 250) + 1}");
        }

        spec.SetDefault("clusterIPs", () => new JsonArray(spec["clusterIP"]!.DeepClone()));
        spec.SetDefault("ipFamilies", () => new JsonArray("IPv4"));
        spec.SetDefault("ipFamilyPolicy", () => JsonValue.Create("SingleStack"));
        if (type is "NodePort" or "LoadBalancer")
        {
            foreach (var port in spec.GetArray("ports").Objects())
            {
                port.SetDefault("nodePort", () => JsonValue.Create((long)Interlocked.Increment(ref _lastNodePort)));
            }
        }
    }
}
