using System.Globalization;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server.Tables;

/// <summary>The cells of services, endpoints, ingresses and nodes that need more than a field.</summary>
internal static class ServiceCells
{
    private const int ShownEndpoints = 3;

    public static string ExternalAddress(TableRow row)
    {
        var external = row.Spec.GetArray("externalIPs").Texts().ToList();
        switch (row.Spec.GetText("type"))
        {
            case "LoadBalancer":
                var ingress = row.Status.At("loadBalancer", "ingress") as JsonArray;
                var addresses = ingress.Objects().Select(entry => entry.GetText("ip") is { Length: > 0 } ip ? ip : entry.GetText("hostname") ?? "").Concat(external).ToList();
                return addresses.Count > 0 ? string.Join(',', addresses) : "<pending>";
            case "ExternalName":
                return row.Spec.GetText("externalName") ?? "";
            default:
                return TableRow.Join(external);
        }
    }

    public static string Ports(TableRow row) => TableRow.Join(row.Spec.GetArray("ports").Objects().Select(port =>
    {
        var node = port.GetLong("nodePort") ?? 0;
        var number = port.GetLong("port") ?? 0;
        return string.Create(CultureInfo.InvariantCulture, $"{number}{(node > 0 ? ":" + node.ToString(CultureInfo.InvariantCulture) : "")}/{port.GetText("protocol")}");
    }));

    public static string Endpoints(TableRow row)
    {
        var shown = new List<string>();
        var more = 0;
        foreach (var subset in row.Object.GetArray("subsets").Objects())
        {
            var ports = subset.GetArray("ports").Objects().Select(port => port.GetLong("port")).DefaultIfEmpty(null);
            foreach (var port in ports)
            {
                foreach (var address in subset.GetArray("addresses").Objects())
                {
                    if (shown.Count == ShownEndpoints)
                    {
                        more++;
                        continue;
                    }

                    shown.Add(address.GetText("ip") + (port is null ? "" : ":" + port.Value.ToString(CultureInfo.InvariantCulture)));
                }
            }
        }

        return TableRow.Join(shown) + (more > 0 ? string.Create(CultureInfo.InvariantCulture, $" + {more} more...") : "");
    }

    public static string IngressHosts(TableRow row)
    {
        var hosts = row.Spec.GetArray("rules").Objects().Select(rule => rule.GetText("host")).Where(host => !string.IsNullOrEmpty(host)).ToList();
        return hosts.Count == 0 ? "*" : string.Join(',', hosts);
    }

    public static string IngressAddress(TableRow row) => string.Join(
        ',',
        (row.Status.At("loadBalancer", "ingress") as JsonArray).Objects().Select(entry => entry.GetText("ip") is { Length: > 0 } ip ? ip : entry.GetText("hostname")));

    public static string NodeStatus(TableRow row)
    {
        var ready = row.Status.GetArray("conditions").Objects().FirstOrDefault(condition => condition.GetText("type") == "Ready").GetText("status");
        var text = ready switch
        {
            "True" => "Ready",
            null => "Unknown",
            _ => "NotReady",
        };
        return row.Spec.GetBool("unschedulable") == true ? text + ",SchedulingDisabled" : text;
    }

    public static string NodeRoles(TableRow row)
    {
        const string Prefix = "node-role.kubernetes.io/";
        var labels = Registry.ObjectMeta.Labels(row.Object).TextMembers();
        var roles = labels.Keys.Where(label => label.StartsWith(Prefix, StringComparison.Ordinal)).Select(label => label[Prefix.Length..])
            .Concat(labels.TryGetValue("kubernetes.io/role", out var role) ? [role] : []).Distinct().Order(StringComparer.Ordinal);
        return TableRow.Join(roles);
    }

    public static string NodeAddress(TableRow row, string type) => TableRow.OrNone(
        row.Status.GetArray("addresses").Objects().FirstOrDefault(address => address.GetText("type") == type).GetText("address"));
}
