using System.Globalization;
using System.Management.Automation;

namespace PodKube.Objects.Columns;

/// <summary>The computed members of services and ingresses.</summary>
public static class NetworkColumns
{
    /// <summary>The service's type, for instance ClusterIP.</summary>
    public static string? ServiceType(PSObject instance) => Spec(instance)["type"].Text;

    /// <summary>The service's address within the cluster.</summary>
    public static string ClusterIP(PSObject instance) => ColumnText.OrNone(Spec(instance)["clusterIP"].Text);

    /// <summary>The service's address outside of the cluster.</summary>
    public static string ExternalIP(PSObject instance)
    {
        KubeValue spec = Spec(instance);
        string external = ColumnText.Join(spec["externalIPs"].Items().Select(static i => i.Text));
        return spec["type"].Text switch
        {
            "ExternalName" => ColumnText.OrNone(spec["externalName"].Text),
            "LoadBalancer" => LoadBalancer(instance) is { Length: > 0 } balancer ? balancer : external == ColumnText.None ? "<pending>" : external,
            _ => external,
        };
    }

    /// <summary>The service's ports: <c>80/TCP,443:30443/TCP</c>.</summary>
    public static string Ports(PSObject instance) => ColumnText.Join(Spec(instance)["ports"].Items().Select(Port));

    /// <summary>The service's selector as kubectl writes it.</summary>
    public static string Selector(PSObject instance) => ColumnText.Selector(Spec(instance)["selector"]);

    /// <summary>The ingress's class.</summary>
    public static string IngressClass(PSObject instance) => ColumnText.OrNone(Spec(instance)["ingressClassName"].Text);

    /// <summary>The host names that the ingress serves; <c>*</c> for all.</summary>
    public static string Hosts(PSObject instance)
    {
        string hosts = ColumnText.Join(Spec(instance)["rules"].Items().Select(static r => r["host"].Text));
        return hosts == ColumnText.None ? "*" : hosts;
    }

    /// <summary>The addresses that the ingress got.</summary>
    public static string Address(PSObject instance) => LoadBalancer(instance);

    /// <summary>The ports that the ingress serves.</summary>
    public static string IngressPorts(PSObject instance) => Spec(instance)["tls"].Count > 0 ? "80, 443" : "80";

    private static KubeValue Spec(PSObject instance) => KubeValue.Of(instance)["spec"];

    private static string LoadBalancer(PSObject instance) => string.Join(
        ',', KubeValue.Of(instance)["status"]["loadBalancer"]["ingress"].Items().Select(static i => i["ip"].Text ?? i["hostname"].Text));

    private static string Port(KubeValue port)
    {
        long? node = port["nodePort"].Number;
        string number = port["port"].Text + (node is null or 0 ? "" : string.Create(CultureInfo.InvariantCulture, $":{node}"));
        return $"{number}/{port["protocol"].Text ?? "TCP"}";
    }
}
