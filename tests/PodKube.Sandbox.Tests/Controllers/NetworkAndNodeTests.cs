using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;
using Xunit;

namespace PodKube.Sandbox.Tests.Controllers;

public sealed class NetworkAndNodeTests
{
    [Fact]
    public async Task A_service_gets_the_addresses_of_its_ready_pods()
    {
        await using TestCluster cluster = new();
        cluster.Create("services", "demo", """{"metadata":{"name":"web"},"spec":{"selector":{"app":"web"},"ports":[{"port":80,"targetPort":"http"}]}}""");
        cluster.Create("pods", "demo", Pod("a"));
        cluster.Create("pods", "demo", Pod("b", "\"sandbox.podkube.dev/ready\":\"false\""));
        await cluster.PassAsync(1);

        JsonObject subset = cluster.Get("endpoints", "demo", "web").Items("subsets").Single();
        Assert.Equal([cluster.Get("pods", "demo", "a").Text("status", "podIP")], subset.Items("addresses").Select(item => item.Text("ip")));
        Assert.Equal(["b"], subset.Items("notReadyAddresses").Select(item => item.Text("targetRef", "name")));
        Assert.Equal(8080, subset.Items("ports").Single().Number("port"));
        JsonObject slice = Assert.Single(cluster.List("endpointslices.discovery.k8s.io", "demo"));
        Assert.Equal([true, false], slice.Items("endpoints").Select(item => item.Flag("conditions", "ready")));

        cluster.Delete("pods", "demo", "a");
        await cluster.PassAsync(1);
        Assert.Empty(cluster.Get("endpoints", "demo", "web").Items("subsets").Single().Items("addresses"));

        cluster.Delete("services", "demo", "web");
        await cluster.PassAsync(1);
        Assert.Null(cluster.Find("endpoints", "demo", "web"));
        Assert.Empty(cluster.List("endpointslices.discovery.k8s.io", "demo"));
        Assert.Empty(cluster.Errors);
    }

    [Fact]
    public async Task A_daemon_set_has_one_pod_on_each_node_that_fits_cordoned_ones_included()
    {
        await using TestCluster cluster = new();
        await cluster.SettleAsync();
        cluster.Update("nodes", "", "node-0", node => node["spec"]!["unschedulable"] = true);
        cluster.Update("nodes", "", "node-1", node => node["spec"]!["taints"] = JsonNode.Parse("""[{"key":"gpu","effect":"NoSchedule"}]"""));
        cluster.Create("daemonsets.apps", "demo", """
            {"metadata":{"name":"agent"},"spec":{"selector":{"matchLabels":{"app":"agent"}},
            "template":{"metadata":{"labels":{"app":"agent"}},"spec":{"containers":[{"name":"c","image":"v1"}]}}}}
            """);
        await cluster.PassAsync(1);

        Assert.Equal(["node-0", "node-2"], cluster.List("pods", "demo").Select(pod => pod.Text("spec", "nodeName")).Order());
        Assert.Equal(2, cluster.Get("daemonsets.apps", "demo", "agent").Number("status", "numberReady"));

        cluster.Update("daemonsets.apps", "demo", "agent", set => set["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] = "v2");
        await cluster.PassAsync(2);
        Assert.All(cluster.List("pods", "demo"), pod => Assert.Equal("v2", pod.Items("spec", "containers").Single().Text("image")));
        Assert.Empty(cluster.Errors);
    }

    [Fact]
    public async Task Pods_of_a_deleted_node_go_and_are_replaced_elsewhere()
    {
        await using TestCluster cluster = new(new WorkloadOptions { Nodes = 2 });
        cluster.Create("replicasets.apps", "demo", """
            {"metadata":{"name":"web"},"spec":{"replicas":4,"selector":{"matchLabels":{"app":"web"}},
            "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}
            """);
        await cluster.PassAsync(1);
        cluster.Delete("nodes", "", "node-0");
        await cluster.PassAsync(1);

        Assert.Equal(4, cluster.List("pods", "demo").Count);
        Assert.All(cluster.List("pods", "demo"), pod => Assert.Equal("node-1", pod.Text("spec", "nodeName")));
    }

    [Fact]
    public async Task A_volume_goes_with_its_claim()
    {
        await using TestCluster cluster = new();
        cluster.Create("persistentvolumeclaims", "demo", """
            {"metadata":{"name":"data"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"5Gi"}}}}
            """);
        await cluster.PassAsync(1);
        JsonObject volume = Assert.Single(cluster.List("persistentvolumes"));
        Assert.Equal("Bound", volume.Text("status", "phase"));
        Assert.Equal("5Gi", cluster.Get("persistentvolumeclaims", "demo", "data").Text("status", "capacity", "storage"));

        cluster.Delete("persistentvolumeclaims", "demo", "data");
        await cluster.PassAsync(1);
        Assert.Empty(cluster.List("persistentvolumes"));
    }

    [Fact]
    public async Task A_test_can_make_a_pod_write_and_end()
    {
        await using TestCluster cluster = new();
        cluster.Create("pods", "demo", Pod("a"));
        await cluster.PassAsync(1);
        cluster.Controllers.Scripts.WriteLog("demo", "a", null, "hello");
        cluster.Controllers.Scripts.Exit("demo", "a", null, 5, "gave up");
        await cluster.SettleAsync();

        JsonObject status = cluster.Get("pods", "demo", "a").Items("status", "containerStatuses").Single();
        Assert.Equal(1, status.Number("restartCount"));
        Assert.Equal(5, status.Number("lastState", "terminated", "exitCode"));
        Assert.Equal("gave up", status.Text("lastState", "terminated", "message"));
    }

    private static string Pod(string name, string annotations = "") => $$$"""
        {"metadata":{"name":"{{{name}}}","labels":{"app":"web"},"annotations":{ {{{annotations}}} } },
        "spec":{"containers":[{"name":"c","image":"i","ports":[{"name":"http","containerPort":8080}]}]}}
        """;
}
