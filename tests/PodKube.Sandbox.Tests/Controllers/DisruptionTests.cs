using System.Text.Json.Nodes;
using PodKube.Sandbox.Access;
using PodKube.Sandbox.Controllers.Disruption;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Tests.Controllers;

public sealed class DisruptionTests
{
    private const string Budgets = "poddisruptionbudgets.policy";
    private const string Set = """
        {"metadata":{"name":"web"},"spec":{"replicas":3,"selector":{"matchLabels":{"app":"web"}},
         "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"nginx"}]}}}}
        """;

    [Theory]
    [InlineData("\"minAvailable\":2", 3, 2, 1)]
    [InlineData("\"minAvailable\":\"50%\"", 3, 2, 1)]
    [InlineData("\"minAvailable\":5", 3, 5, 0)]
    [InlineData("\"maxUnavailable\":1", 3, 2, 1)]
    [InlineData("\"maxUnavailable\":\"34%\"", 3, 1, 2)]
    [InlineData("\"maxUnavailable\":0", 3, 3, 0)]
    public async Task Budget_says_how_many_pods_may_go(string rule, int expected, int desired, int allowed)
    {
        await using var cluster = await StartAsync(rule);

        var budget = cluster.Get(Budgets, "demo", "web");

        Assert.Equal(expected, budget.Number("status", "expectedPods"));
        Assert.Equal(desired, budget.Number("status", "desiredHealthy"));
        Assert.Equal(3, budget.Number("status", "currentHealthy"));
        Assert.Equal(allowed, budget.Number("status", "disruptionsAllowed"));
        Assert.Equal(allowed > 0 ? "SufficientPods" : "InsufficientPods", budget.Condition("DisruptionAllowed").Text("reason"));
        Assert.Empty(cluster.Errors);
    }

    [Theory]
    [InlineData("uid")]
    [InlineData("resourceVersion")]
    public async Task Eviction_of_a_pod_that_is_not_meant_costs_the_budget_nothing(string precondition)
    {
        await using var cluster = await StartAsync("\"minAvailable\":2");
        var pod = cluster.List("pods", "demo")[0];

        var refused = Assert.Throws<ApiStatusException>(() => Evict(cluster, pod.Name(), $$$"""{"preconditions":{"{{{precondition}}}":"1"}}"""));

        Assert.Equal(409, refused.Code);
        Assert.Equal(1, cluster.Get(Budgets, "demo", "web").Number("status", "disruptionsAllowed"));
        var known = $$$"""{"preconditions":{"uid":"{{{pod.Uid()}}}","resourceVersion":"{{{cluster.Get("pods", "demo", pod.Name()).ResourceVersion()}}}"}}""";
        Assert.Equal("Success", Evict(cluster, pod.Name(), known).Text("status"));
    }

    [Fact]
    public async Task Second_eviction_waits_until_the_first_pod_is_replaced()
    {
        await using var cluster = await StartAsync("\"minAvailable\":2");
        var pods = cluster.List("pods", "demo");

        Assert.Equal("Success", Evict(cluster, pods[0].Name()).Text("status"));
        var refused = Assert.Throws<ApiStatusException>(() => Evict(cluster, pods[1].Name()));

        Assert.Equal(429, refused.Code);
        Assert.Equal("Cannot evict pod as it would violate the pod's disruption budget.", refused.Status.Text("message"));
        Assert.Equal(
            "The disruption budget web needs 2 healthy pods and has 3 currently", refused.Status.Items("details", "causes").Single().Text("message"));

        await cluster.PassAsync(40, step: 1);

        Assert.Null(cluster.Find("pods", "demo", pods[0].Name()));
        Assert.Null(cluster.Get(Budgets, "demo", "web").Map("status", "disruptedPods"));
        Assert.Equal("Success", Evict(cluster, pods[1].Name()).Text("status"));
    }

    [Fact]
    public async Task Pod_without_a_budget_is_marked_and_deleted()
    {
        await using var cluster = await StartAsync(null);
        var name = cluster.List("pods", "demo")[0].Name();

        Evict(cluster, name);

        var pod = cluster.Get("pods", "demo", name);
        Assert.True(pod.IsDeleting());
        Assert.Equal("EvictionByEvictionAPI", pod.Condition("DisruptionTarget").Text("reason"));
    }

    [Fact]
    public async Task Dry_run_evicts_nobody()
    {
        await using var cluster = await StartAsync("\"minAvailable\":2");
        var name = cluster.List("pods", "demo")[0].Name();

        Evict(cluster, name, """{"dryRun":["All"]}""");

        Assert.False(cluster.Get("pods", "demo", name).IsDeleting());
        Assert.Equal(1, cluster.Get(Budgets, "demo", "web").Number("status", "disruptionsAllowed"));
    }

    [Fact]
    public async Task Name_of_the_eviction_must_be_the_pods()
    {
        await using var cluster = await StartAsync(null);
        var pod = cluster.List("pods", "demo")[0].Name();

        var failure = Assert.Throws<ApiStatusException>(() => Evict(cluster, pod, eviction: "another"));

        Assert.Equal("name in URL does not match name in Eviction object", failure.Status.Text("message"));
    }

    private static async Task<TestCluster> StartAsync(string? rule)
    {
        var cluster = new TestCluster();
        if (rule is not null)
        {
            cluster.Create(Budgets, "demo", $$$"""{"metadata":{"name":"web"},"spec":{"selector":{"matchLabels":{"app":"web"}},{{{rule}}}}}""");
        }

        cluster.Create("replicasets.apps", "demo", Set);
        await cluster.PassAsync(2);
        return cluster;
    }

    private static JsonObject Evict(TestCluster cluster, string pod, string? options = null, string? eviction = null)
    {
        var body = new JsonObject { ["metadata"] = new JsonObject { ["name"] = eviction ?? pod } };
        if (options is not null)
        {
            body["deleteOptions"] = JsonNode.Parse(options);
        }

        var request = new RequestInfo { Verb = "create", Path = $"/api/v1/namespaces/demo/pods/{pod}/eviction", Resource = "pods", Subresource = "eviction", Namespace = "demo", Name = pod };
        return new Evictions(cluster.Operations).Create(new OperationContext { User = UserInfo.ControlPlane }, request, body);
    }
}
