using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;
using Xunit;

namespace PodKube.Sandbox.Tests.Controllers;

public sealed class DeploymentTests
{
    private const string Deployments = "deployments.apps";
    private const string ReplicaSets = "replicasets.apps";

    [Fact]
    public async Task Deployment_becomes_running_pods_by_way_of_a_replica_set()
    {
        await using TestCluster cluster = new();
        cluster.Create(Deployments, "demo", Deployment(replicas: 3));

        await cluster.PassAsync(1);

        JsonObject set = Assert.Single(cluster.List(ReplicaSets, "demo"));
        Assert.Equal("1", set.Annotation("deployment.kubernetes.io/revision"));
        Assert.Equal("web-" + set.Label("pod-template-hash"), set.Name());
        Assert.Equal(3, cluster.List("pods", "demo").Count);
        Assert.All(cluster.List("pods", "demo"), pod =>
        {
            Assert.Equal("Running", pod.Text("status", "phase"));
            Assert.Equal("True", pod.Condition("Ready").Text("status"));
            Assert.Equal(set.Label("pod-template-hash"), pod.Label("pod-template-hash"));
            Assert.StartsWith("node-", pod.Text("spec", "nodeName"), StringComparison.Ordinal);
        });
        JsonObject deployment = cluster.Get(Deployments, "demo", "web");
        Assert.Equal(3, deployment.Number("status", "availableReplicas"));
        Assert.Equal("True", deployment.Condition("Available").Text("status"));
        Assert.Equal("NewReplicaSetAvailable", deployment.Condition("Progressing").Text("reason"));
        Assert.Equal($"ReplicaSet \"{set.Name()}\" has successfully progressed.", deployment.Condition("Progressing").Text("message"));
        Assert.Empty(cluster.Errors);
    }

    [Fact]
    public async Task Without_scheduler_and_kubelet_the_pods_stay_pending()
    {
        await using TestCluster cluster = new(new WorkloadOptions { Scheduler = false, Kubelet = false });
        cluster.Create(Deployments, "demo", Deployment(replicas: 3));

        await cluster.PassAsync(1);

        JsonObject status = cluster.Get(Deployments, "demo", "web").Map("status")!;
        Assert.Equal(3, status.Number("unavailableReplicas"));
        Assert.Equal(0, status.Number("terminatingReplicas"));
        Assert.Equal("MinimumReplicasUnavailable", cluster.Get(Deployments, "demo", "web").Condition("Available").Text("reason"));
        Assert.Equal("ReplicaSetUpdated", cluster.Get(Deployments, "demo", "web").Condition("Progressing").Text("reason"));
        Assert.All(cluster.List("pods", "demo"), pod => Assert.Null(pod.Text("spec", "nodeName")));
    }

    [Theory]
    [InlineData("1", "0", 4, 5)]
    [InlineData("0", "1", 3, 4)]
    [InlineData("25%", "25%", 3, 5)]
    [InlineData("100%", "0", 4, 8)]
    public async Task A_new_template_rolls_within_surge_and_unavailable(string surge, string unavailable, int leastAvailable, int most)
    {
        await using TestCluster cluster = new();
        cluster.Create(Deployments, "demo", Deployment(4, surge, unavailable));
        await cluster.PassAsync(1);
        SetImage(cluster, "nginx:1.28");

        await cluster.SettleAsync();
        for (int i = 0; i < 40; i++)
        {
            cluster.Clock.Advance(TimeSpan.FromMilliseconds(25));
            await cluster.SettleAsync();
            IReadOnlyList<JsonObject> live = [.. cluster.List("pods", "demo").Where(pod => !pod.IsDeleting())];
            Assert.InRange(live.Count, 0, most);
            Assert.InRange(live.Count(pod => pod.Condition("Ready").Text("status") == "True"), leastAvailable, most);
        }

        Assert.Equal(4, cluster.List("pods", "demo").Count);
        Assert.All(cluster.List("pods", "demo"), pod => Assert.Equal("nginx:1.28", Image(pod)));
        Assert.Equal("2", cluster.Get(Deployments, "demo", "web").Annotation("deployment.kubernetes.io/revision"));
        Assert.Equal([0L, 4L], cluster.List(ReplicaSets, "demo").Select(set => set.Number("spec", "replicas")).Order());
    }

    [Fact]
    public async Task Going_back_to_an_old_template_uses_its_replica_set_under_a_new_revision()
    {
        await using TestCluster cluster = new();
        cluster.Create(Deployments, "demo", Deployment(2));
        await cluster.PassAsync(1);
        SetImage(cluster, "nginx:1.28");
        await cluster.PassAsync(2);
        SetImage(cluster, "nginx:1.27");
        await cluster.PassAsync(2);

        Assert.Equal(2, cluster.List(ReplicaSets, "demo").Count);
        JsonObject current = cluster.List(ReplicaSets, "demo").Single(set => set.Number("spec", "replicas") == 2);
        Assert.Equal("3", current.Annotation("deployment.kubernetes.io/revision"));
        Assert.Equal("1", current.Annotation("deployment.kubernetes.io/revision-history"));
        Assert.Equal("3", cluster.Get(Deployments, "demo", "web").Annotation("deployment.kubernetes.io/revision"));
    }

    [Fact]
    public async Task History_beyond_the_limit_is_removed()
    {
        await using TestCluster cluster = new();
        cluster.Create(Deployments, "demo", Deployment(1, more: ",\"revisionHistoryLimit\":2"));
        await cluster.PassAsync(1);
        for (int i = 0; i < 5; i++)
        {
            SetImage(cluster, "nginx:2." + i);
            await cluster.PassAsync(1);
        }

        Assert.Equal(3, cluster.List(ReplicaSets, "demo").Count);
        Assert.Equal("6", cluster.Get(Deployments, "demo", "web").Annotation("deployment.kubernetes.io/revision"));
    }

    [Fact]
    public async Task Recreate_starts_no_new_pod_before_the_last_old_one_is_gone()
    {
        await using TestCluster cluster = new();
        cluster.Create(Deployments, "demo", Deployment(3, strategy: """{"type":"Recreate"}"""));
        await cluster.PassAsync(1);
        SetImage(cluster, "nginx:1.28");

        await cluster.SettleAsync();
        for (int i = 0; i < 20; i++)
        {
            List<string?> images = [.. cluster.List("pods", "demo").Select(Image).Distinct()];
            Assert.InRange(images.Count, 0, 1);
            cluster.Clock.Advance(TimeSpan.FromMilliseconds(20));
            await cluster.SettleAsync();
        }

        Assert.Equal(["nginx:1.28", "nginx:1.28", "nginx:1.28"], cluster.List("pods", "demo").Select(Image));
    }

    [Fact]
    public async Task Paused_deployment_scales_but_does_not_roll()
    {
        await using TestCluster cluster = new();
        cluster.Create(Deployments, "demo", Deployment(2, more: ",\"progressDeadlineSeconds\":600"));
        await cluster.PassAsync(1);
        cluster.Update(Deployments, "demo", "web", item => item["spec"]!["paused"] = true);
        SetImage(cluster, "nginx:1.28");
        cluster.Update(Deployments, "demo", "web", item => item["spec"]!["replicas"] = 4);
        await cluster.PassAsync(1);

        Assert.Single(cluster.List(ReplicaSets, "demo"));
        Assert.Equal(4, cluster.List("pods", "demo").Count);
        Assert.Equal("DeploymentPaused", cluster.Get(Deployments, "demo", "web").Condition("Progressing").Text("reason"));

        cluster.Update(Deployments, "demo", "web", item => ((JsonObject)item["spec"]!).Remove("paused"));
        await cluster.PassAsync(2);

        Assert.All(cluster.List("pods", "demo"), pod => Assert.Equal("nginx:1.28", Image(pod)));
    }

    [Fact]
    public async Task A_rollout_that_gets_nowhere_exceeds_its_deadline()
    {
        await using TestCluster cluster = new();
        cluster.Create(Deployments, "demo", Deployment(2, more: ",\"progressDeadlineSeconds\":60"));
        await cluster.PassAsync(1);
        cluster.Update(Deployments, "demo", "web", item =>
            ((JsonObject)item["spec"]!["template"]!).SetAnnotation("sandbox.podkube.dev/fail", "ImagePullBackOff"));

        await cluster.PassAsync(70, step: 1);

        JsonObject condition = cluster.Get(Deployments, "demo", "web").Condition("Progressing")!;
        Assert.Equal("False", condition.Text("status"));
        Assert.Equal("ProgressDeadlineExceeded", condition.Text("reason"));
        Assert.EndsWith("has timed out progressing.", condition.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pods_count_as_available_only_after_min_ready_seconds()
    {
        await using TestCluster cluster = new();
        cluster.Create(Deployments, "demo", Deployment(1, more: ",\"minReadySeconds\":10"));
        await cluster.PassAsync(5);
        Assert.Null(cluster.Get(Deployments, "demo", "web").Number("status", "availableReplicas"));
        Assert.Equal(1, cluster.Get(Deployments, "demo", "web").Number("status", "readyReplicas"));

        await cluster.PassAsync(8);

        Assert.Equal(1, cluster.Get(Deployments, "demo", "web").Number("status", "availableReplicas"));
    }

    [Theory]
    [InlineData("Background", 0)]
    [InlineData("Foreground", 0)]
    [InlineData("Orphan", 2)]
    public async Task Deleting_a_deployment_takes_or_leaves_its_pods(string propagation, int left)
    {
        await using TestCluster cluster = new();
        cluster.Create(Deployments, "demo", Deployment(2));
        await cluster.PassAsync(1);
        cluster.Delete(Deployments, "demo", "web", propagation);

        await cluster.PassAsync(2);

        Assert.Null(cluster.Find(Deployments, "demo", "web"));
        Assert.Equal(left, cluster.List("pods", "demo").Count);
        Assert.Equal(left / 2, cluster.List(ReplicaSets, "demo").Count);
    }

    [Fact]
    public async Task Events_are_those_of_a_cluster()
    {
        await using TestCluster cluster = new();
        cluster.Create(Deployments, "demo", Deployment(1));
        await cluster.PassAsync(1);

        string pod = Assert.Single(cluster.List("pods", "demo")).Name();
        string set = Assert.Single(cluster.List(ReplicaSets, "demo")).Name();
        Assert.Equal(["ScalingReplicaSet"], cluster.EventsOf("web"));
        Assert.Equal(["SuccessfulCreate"], cluster.EventsOf(set));
        Assert.Equal(["Scheduled", "Pulling", "Pulled", "Created", "Started"], cluster.EventsOf(pod));
        Assert.Contains(cluster.List("events"), item => item.Text("message") == $"Scaled up replica set {set} from 0 to 1");
    }

    private static string Deployment(
        int replicas, string surge = "25%", string unavailable = "25%", string? strategy = null, string more = "")
    {
        string rolling = $$$"""{"type":"RollingUpdate","rollingUpdate":{"maxSurge":{{{Bound(surge)}}},"maxUnavailable":{{{Bound(unavailable)}}} } }""";
        return $$$"""
            {"metadata":{"name":"web","labels":{"app":"web"}},"spec":{"replicas":{{{replicas}}},"selector":{"matchLabels":{"app":"web"}},
            "strategy":{{{strategy ?? rolling}}},"progressDeadlineSeconds":600,
            "template":{"metadata":{"labels":{"app":"web"}},"spec":{"restartPolicy":"Always","containers":[{"name":"web","image":"nginx:1.27"}]}}{{{more}}} } }
            """;
    }

    private static string Bound(string value) => value.EndsWith('%') ? $"\"{value}\"" : value;

    private static string? Image(JsonObject pod) => pod.Items("spec", "containers").Single().Text("image");

    private static void SetImage(TestCluster cluster, string image) => cluster.Update(Deployments, "demo", "web", item =>
    {
        item["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] = image;
        item.Metadata()["generation"] = (item.Number("metadata", "generation") ?? 1) + 1;
    });
}
