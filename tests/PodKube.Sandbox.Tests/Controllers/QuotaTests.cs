using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Tests.Controllers;

public sealed class QuotaTests
{
    private const string Quotas = "resourcequotas";

    [Fact]
    public async Task Status_says_what_is_used_of_what_is_limited()
    {
        await using var cluster = new TestCluster();
        CreateQuota(cluster, """{"pods":"5","requests.cpu":"1","limits.memory":"1Gi","configmaps":"10","count/deployments.apps":"2","services.nodeports":"1"}""");
        CreatePod(cluster, "a", """{"requests":{"cpu":"100m"},"limits":{"cpu":"1","memory":"64Mi"}}""");
        CreatePod(cluster, "b", """{"requests":{"cpu":"0.2"},"limits":{"cpu":"1","memory":"64Mi"}}""");
        cluster.Create("configmaps", "demo", """{"metadata":{"name":"c"}}""");
        await cluster.PassAsync(1);

        var status = cluster.Get(Quotas, "demo", "q")["status"]!;

        Assert.Equal(
            """{"configmaps":"1","count/deployments.apps":"0","limits.memory":"128Mi","pods":"2","requests.cpu":"300m","services.nodeports":"0"}""",
            status["used"]!.ToJsonString());
        Assert.Equal("""{"configmaps":"10","count/deployments.apps":"2","limits.memory":"1Gi","pods":"5","requests.cpu":"1","services.nodeports":"1"}""", status["hard"]!.ToJsonString());
        Assert.Empty(cluster.Errors);
    }

    [Fact]
    public async Task Pod_without_room_is_refused_with_the_amounts()
    {
        await using var cluster = new TestCluster();
        CreateQuota(cluster, """{"pods":"2","requests.cpu":"500m"}""");
        CreatePod(cluster, "a", """{"requests":{"cpu":"400m"}}""");
        await cluster.SettleAsync();

        var refused = Assert.Throws<ApiStatusException>(() => CreatePod(cluster, "b", """{"requests":{"cpu":"200m"}}"""));

        Assert.Equal(403, refused.Code);
        Assert.Equal(
            "pods \"b\" is forbidden: exceeded quota: q, requested: requests.cpu=200m, used: requests.cpu=400m, limited: requests.cpu=500m",
            refused.Status.Text("message"));
        CreatePod(cluster, "c", """{"requests":{"cpu":"100m"}}""");
    }

    [Fact]
    public async Task Pod_has_to_say_what_a_quota_limits()
    {
        await using var cluster = new TestCluster();
        CreateQuota(cluster, """{"limits.cpu":"2","requests.memory":"1Gi"}""");

        var refused = Assert.Throws<ApiStatusException>(() => CreatePod(cluster, "a", "{}"));

        Assert.Equal("pods \"a\" is forbidden: failed quota: q: must specify limits.cpu for: c; requests.memory for: c", refused.Status.Text("message"));
    }

    [Theory]
    [InlineData("configmaps", "configmaps", """{"metadata":{"name":"x"}}""", "configmaps \"x\"")]
    [InlineData("count/deployments.apps", "deployments.apps", """{"metadata":{"name":"x"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}""", "deployments.apps \"x\"")]
    [InlineData("services.nodeports", "services", """{"metadata":{"name":"x"},"spec":{"type":"NodePort","ports":[{"port":80}]}}""", "services \"x\"")]
    [InlineData("requests.storage", "persistentvolumeclaims", """{"metadata":{"name":"x"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}""", "persistentvolumeclaims \"x\"")]
    public async Task Objects_of_every_counted_kind_are_refused(string name, string resource, string json, string subject)
    {
        await using var cluster = new TestCluster();
        CreateQuota(cluster, $$"""{"{{name}}":"0"}""");

        var refused = Assert.Throws<ApiStatusException>(() => cluster.Create(resource, "demo", json));

        Assert.StartsWith($"{subject} is forbidden: exceeded quota: q, requested: {name}=", refused.Status.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scoped_quota_leaves_other_pods_alone()
    {
        await using var cluster = new TestCluster();
        cluster.Create(Quotas, "demo", """{"metadata":{"name":"q"},"spec":{"hard":{"pods":"0"},"scopes":["BestEffort"]}}""");

        CreatePod(cluster, "a", """{"requests":{"cpu":"1m"}}""");

        Assert.Throws<ApiStatusException>(() => CreatePod(cluster, "b", "{}"));
    }

    [Fact]
    public async Task Deployment_says_that_a_quota_stops_it_and_goes_on_when_there_is_room()
    {
        await using var cluster = new TestCluster();
        CreateQuota(cluster, """{"pods":"1"}""");
        cluster.Create("deployments.apps", "demo", """{"metadata":{"name":"web"},"spec":{"replicas":2,"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}""");
        await cluster.PassAsync(1);

        var failure = cluster.Get("deployments.apps", "demo", "web").Condition("ReplicaFailure");
        Assert.Equal("FailedCreate", failure.Text("reason"));
        Assert.EndsWith("is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1", failure.Text("message"), StringComparison.Ordinal);

        cluster.Update(Quotas, "demo", "q", quota => quota["spec"]!["hard"]!["pods"] = "2");
        await cluster.PassAsync(10, 0.5);

        Assert.Equal(2, cluster.Get("deployments.apps", "demo", "web").Number("status", "readyReplicas"));
        Assert.Null(cluster.Get("deployments.apps", "demo", "web").Condition("ReplicaFailure"));
    }

    [Fact]
    public async Task Finished_pods_make_room()
    {
        await using var cluster = new TestCluster();
        CreateQuota(cluster, """{"pods":"1"}""");
        CreatePod(cluster, "a", "{}");
        cluster.SetStatus("pods", "demo", "a", """{"phase":"Succeeded"}""");

        CreatePod(cluster, "b", "{}");

        Assert.NotNull(cluster.Find("pods", "demo", "b"));
    }

    [Fact]
    public void Creations_at_once_do_not_pass_the_limit()
    {
        var operations = new ResourceOperations(new ObjectStore(), KindRegistry.CreateBuiltIn(), TimeProvider.System);
        operations.AddAdmission(new PodKube.Sandbox.Controllers.Quota.QuotaAdmission(operations));
        var context = OperationContext.ForController("test");
        operations.Create(context, operations.Kinds.Require("namespaces"), "", new JsonObject { ["metadata"] = new JsonObject { ["name"] = "demo" } });
        operations.Create(
            context,
            operations.Kinds.Require(Quotas),
            "demo",
            (JsonObject)JsonNode.Parse("""{"metadata":{"name":"q"},"spec":{"hard":{"configmaps":"20"}}}""")!);

        Parallel.For(0, 200, number =>
        {
            try
            {
                operations.Create(context, operations.Kinds.Require("configmaps"), "demo", new JsonObject { ["metadata"] = new JsonObject { ["name"] = $"c{number}" } });
            }
            catch (ApiStatusException refused) when (refused.Code == 403)
            {
                // No room.
            }
        });

        Assert.Equal(20, operations.Store.List("configmaps", "demo").Items.Count);
    }

    private static void CreateQuota(TestCluster cluster, string hard) =>
        cluster.Create(Quotas, "demo", """{"metadata":{"name":"q"},"spec":{"hard":HARD}}""".Replace("HARD", hard, StringComparison.Ordinal));

    private static void CreatePod(TestCluster cluster, string name, string resources) =>
        cluster.Create("pods", "demo", $$$"""{"metadata":{"name":"{{{name}}}"},"spec":{"containers":[{"name":"c","image":"i","resources":{{{resources}}}}]} }""");
}
