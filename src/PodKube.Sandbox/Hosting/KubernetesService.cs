using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;

namespace PodKube.Sandbox.Hosting;

/// <summary>The service <c>kubernetes</c> in <c>default</c>, behind which the API server stands, and its endpoints.</summary>
internal static class KubernetesService
{
    private const string Name = "kubernetes";
    private const string Namespace = "default";

    // The first address of the service range is always this service's.
    private const string ClusterAddress = "10.96.0.1";

    public static void Create(ResourceOperations operations, OperationContext context, Uri url)
    {
        operations.Create(context, operations.Kinds.Require("services"), Namespace, Service(url));
        operations.Create(context, operations.Kinds.Require("endpoints"), Namespace, Endpoints(url));
        operations.Create(context, operations.Kinds.Require("endpointslices.discovery.k8s.io"), Namespace, EndpointSlice(url));
    }

    private static JsonObject Service(Uri url) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["name"] = Name,
            ["labels"] = new JsonObject { ["component"] = "apiserver", ["provider"] = "kubernetes" },
        },
        ["spec"] = new JsonObject
        {
            ["ports"] = new JsonArray(new JsonObject
            {
                ["name"] = "https",
                ["protocol"] = "TCP",
                ["port"] = 443L,
                ["targetPort"] = (long)url.Port,
            }),
            ["clusterIP"] = ClusterAddress,
            ["clusterIPs"] = new JsonArray((JsonNode)ClusterAddress),
            ["type"] = "ClusterIP",
            ["sessionAffinity"] = "None",
            ["ipFamilies"] = new JsonArray((JsonNode)"IPv4"),
            ["ipFamilyPolicy"] = "SingleStack",
            ["internalTrafficPolicy"] = "Cluster",
        },
    };

    private static JsonObject Endpoints(Uri url) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["name"] = Name,
            ["labels"] = new JsonObject { ["endpointslice.kubernetes.io/skip-mirror"] = "true" },
        },
        ["subsets"] = new JsonArray(new JsonObject
        {
            ["addresses"] = new JsonArray(new JsonObject { ["ip"] = url.Host }),
            ["ports"] = new JsonArray(new JsonObject { ["name"] = "https", ["port"] = (long)url.Port, ["protocol"] = "TCP" }),
        }),
    };

    private static JsonObject EndpointSlice(Uri url) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["name"] = Name,
            ["labels"] = new JsonObject { ["kubernetes.io/service-name"] = Name },
        },
        ["addressType"] = "IPv4",
        ["endpoints"] = new JsonArray(new JsonObject
        {
            ["addresses"] = new JsonArray((JsonNode)url.Host),
            ["conditions"] = new JsonObject { ["ready"] = true },
        }),
        ["ports"] = new JsonArray(new JsonObject { ["name"] = "https", ["protocol"] = "TCP", ["port"] = (long)url.Port }),
    };
}
