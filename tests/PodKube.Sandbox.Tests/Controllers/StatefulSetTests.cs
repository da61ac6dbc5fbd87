using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;
using Xunit;

namespace PodKube.Sandbox.Tests.Controllers;

public sealed class StatefulSetTests
{
    private const string Sets = "statefulsets.apps";

    [Fact]
    public async Task Pods_come_in_order_each_with_its_bound_claim()
    {
        await using TestCluster cluster = new(new WorkloadOptions { StartDelay = TimeSpan.FromSeconds(1) });
        cluster.Create(Sets, "demo", Set(3));
        await cluster.PassAsync(1.5);
        Assert.Equal(["db-0", "db-1"], cluster.List("pods", "demo").Select(pod => pod.Name()));

        await cluster.PassAsync(3);

        Assert.Equal(["db-0", "db-1", "db-2"], cluster.List("pods", "demo").Select(pod => pod.Name()));
        Assert.All(cluster.List("persistentvolumeclaims", "demo"), claim => Assert.Equal("Bound", claim.Text("status", "phase")));
        Assert.Equal(3, cluster.Get(Sets, "demo", "db").Number("status", "readyReplicas"));
        Assert.Equal("1", cluster.Get("pods", "demo", "db-1").Label("apps.kubernetes.io/pod-index"));
        Assert.Empty(cluster.Errors);
    }

    [Fact]
    public async Task Set_whose_pods_are_refused_says_so_and_still_has_a_status()
    {
        await using TestCluster cluster = new();
        cluster.Create("resourcequotas", "demo", """{"metadata":{"name":"none"},"spec":{"hard":{"pods":"0"}}}""");
        await cluster.PassAsync(1);
        cluster.Create(Sets, "demo", Set(1));
        await cluster.PassAsync(1);

        var status = cluster.Get(Sets, "demo", "db").Map("status");

        Assert.Equal(1, status.Number("observedGeneration"));
        Assert.Equal(0, status.Number("replicas"));
        Assert.StartsWith("db-", status.Text("updateRevision"), StringComparison.Ordinal);
        Assert.Contains(
            "Create Pod db-0 in StatefulSet db failed error: pods \"db-0\" is forbidden: exceeded quota: none, requested: pods=1, used: pods=0, limited: pods=0",
            cluster.List("events", "demo").Select(happened => happened.Text("message")));
    }

    [Theory]
    [InlineData(0, new[] { "v2", "v2", "v2" })]
    [InlineData(2, new[] { "v1", "v1", "v2" })]
    public async Task Updates_go_from_the_last_pod_down_to_the_partition(int partition, string[] images)
    {
        await using TestCluster cluster = new();
        cluster.Create(Sets, "demo", Set(3, partition));
        await cluster.PassAsync(2);
        cluster.Update(Sets, "demo", "db", set => set["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] = "v2");
        await cluster.PassAsync(3);

        Assert.Equal(images, cluster.List("pods", "demo").Select(pod => pod.Items("spec", "containers").Single().Text("image")!));
        Assert.Equal(2, cluster.List("controllerrevisions.apps", "demo").Count);
        Assert.Equal(partition == 0, cluster.Get(Sets, "demo", "db").Text("status", "currentRevision") == cluster.Get(Sets, "demo", "db").Text("status", "updateRevision"));
    }

    [Fact]
    public async Task Scaling_down_removes_the_highest_numbers_and_keeps_their_claims()
    {
        await using TestCluster cluster = new();
        cluster.Create(Sets, "demo", Set(3));
        await cluster.PassAsync(2);
        cluster.Update(Sets, "demo", "db", set => set["spec"]!["replicas"] = 1);
        await cluster.PassAsync(2);

        Assert.Equal(["db-0"], cluster.List("pods", "demo").Select(pod => pod.Name()));
        Assert.Equal(3, cluster.List("persistentvolumeclaims", "demo").Count);
    }

    private static string Set(int replicas, int partition = 0) => $$$"""
        {"metadata":{"name":"db"},"spec":{"replicas":{{{replicas}}},"serviceName":"db","selector":{"matchLabels":{"app":"db"}},
        "updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"partition":{{{partition}}} } },
        "volumeClaimTemplates":[{"metadata":{"name":"data"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"} } } }],
        "template":{"metadata":{"labels":{"app":"db"}},"spec":{"containers":[{"name":"c","image":"v1","volumeMounts":[{"name":"data","mountPath":"/d"}]}]} } } }
        """;
}
