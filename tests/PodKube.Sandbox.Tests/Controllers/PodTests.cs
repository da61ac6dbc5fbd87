using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;
using Xunit;

namespace PodKube.Sandbox.Tests.Controllers;

public sealed class PodTests
{
    [Fact]
    public async Task A_pod_is_scheduled_created_started_and_ready()
    {
        await using TestCluster cluster = new(new WorkloadOptions { StartDelay = TimeSpan.FromSeconds(2) });
        cluster.Create("pods", "demo", Pod());
        await cluster.SettleAsync();

        JsonObject creating = cluster.Get("pods", "demo", "web");
        Assert.Equal("Pending", creating.Text("status", "phase"));
        Assert.Equal("True", creating.Condition("PodScheduled").Text("status"));
        Assert.Equal("ContainerCreating", State(creating, "waiting").Text("reason"));
        Assert.Equal("containers with unready status: [main]", creating.Condition("Ready").Text("message"));
        Assert.Null(creating.Text("status", "podIP"));

        await cluster.PassAsync(2.1);

        JsonObject running = cluster.Get("pods", "demo", "web");
        Assert.Equal("Running", running.Text("status", "phase"));
        Assert.Equal("2026-11-21T18:00:02Z", State(running, "running").Text("startedAt"));
        Assert.StartsWith("10.244.", running.Text("status", "podIP"), StringComparison.Ordinal);
        Assert.Equal(running.Text("status", "podIP"), running.Items("status", "podIPs").Single().Text("ip"));
        Assert.Equal(
            ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"],
            running.Items("status", "conditions").Select(item => item.Text("type")));
        Assert.All(running.Items("status", "conditions"), item => Assert.Equal("True", item.Text("status")));
        Assert.Empty(cluster.Errors);
    }

    [Theory]
    [InlineData("Never", "0", "Succeeded", "Completed", "PodCompleted")]
    [InlineData("Never", "3", "Failed", "Error", "PodFailed")]
    [InlineData("OnFailure", "0", "Succeeded", "Completed", "PodCompleted")]
    public async Task A_pod_that_ends_says_how(string restartPolicy, string exitCode, string phase, string reason, string condition)
    {
        await using TestCluster cluster = new();
        cluster.Create("pods", "demo", Pod(restartPolicy, $"\"sandbox.podkube.dev/exit-code\":\"{exitCode}\",\"sandbox.podkube.dev/message\":\"bye\""));
        await cluster.PassAsync(1);

        JsonObject pod = cluster.Get("pods", "demo", "web");
        Assert.Equal(phase, pod.Text("status", "phase"));
        Assert.Equal(exitCode, State(pod, "terminated").Number("exitCode")!.ToString());
        Assert.Equal(reason, State(pod, "terminated").Text("reason"));
        Assert.Equal("bye", State(pod, "terminated").Text("message"));
        Assert.Equal(condition, pod.Condition("Ready").Text("reason"));
    }

    [Fact]
    public async Task A_container_that_keeps_failing_backs_off_longer_each_time()
    {
        await using TestCluster cluster = new();
        cluster.Create("pods", "demo", Pod("Always", "\"sandbox.podkube.dev/fail\":\"CrashLoopBackOff\""));
        await cluster.PassAsync(1);
        JsonObject first = cluster.Get("pods", "demo", "web");
        Assert.Equal(1, Container(first).Number("restartCount"));
        Assert.Equal("CrashLoopBackOff", State(first, "waiting").Text("reason"));
        Assert.StartsWith("back-off 10s restarting failed container=main pod=web_demo(", State(first, "waiting").Text("message"), StringComparison.Ordinal);
        Assert.Equal(1, Container(first).Number("lastState", "terminated", "exitCode"));

        await cluster.PassAsync(11, step: 1);

        JsonObject second = cluster.Get("pods", "demo", "web");
        Assert.Equal(2, Container(second).Number("restartCount"));
        Assert.StartsWith("back-off 20s", State(second, "waiting").Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exit_codes_may_differ_from_run_to_run()
    {
        await using TestCluster cluster = new();
        cluster.Create("pods", "demo", Pod("OnFailure", "\"sandbox.podkube.dev/exit-code\":\"1,0\""));
        await cluster.PassAsync(2);

        JsonObject pod = cluster.Get("pods", "demo", "web");
        Assert.Equal("Succeeded", pod.Text("status", "phase"));
        Assert.Equal(1, Container(pod).Number("restartCount"));
    }

    [Fact]
    public async Task An_image_that_cannot_be_pulled_alternates_between_error_and_back_off()
    {
        await using TestCluster cluster = new();
        cluster.Create("pods", "demo", Pod("Always", "\"sandbox.podkube.dev/fail\":\"ImagePullBackOff\""));
        await cluster.PassAsync(0.04, step: 0.01);
        Assert.Equal("ErrImagePull", State(cluster.Get("pods", "demo", "web"), "waiting").Text("reason"));
        await cluster.PassAsync(0.1);
        JsonObject pod = cluster.Get("pods", "demo", "web");
        Assert.Equal("ImagePullBackOff", State(pod, "waiting").Text("reason"));
        Assert.Equal("Pending", pod.Text("status", "phase"));
        Assert.Contains("BackOff", cluster.EventsOf("web"));
    }

    [Fact]
    public async Task Init_containers_run_one_after_the_other_before_the_rest()
    {
        await using TestCluster cluster = new(new WorkloadOptions { RunTime = TimeSpan.FromSeconds(1) });
        cluster.Create("pods", "demo", """
            {"metadata":{"name":"web"},"spec":{"restartPolicy":"Always","initContainers":[{"name":"a","image":"i"},{"name":"b","image":"i"}],
            "containers":[{"name":"main","image":"nginx"}]}}
            """);
        await cluster.PassAsync(0.5);
        JsonObject first = cluster.Get("pods", "demo", "web");
        Assert.Equal("PodInitializing", State(first, "waiting").Text("reason"));
        Assert.Equal("containers with incomplete status: [a b]", first.Condition("Initialized").Text("message"));

        await cluster.PassAsync(1);
        Assert.Equal("containers with incomplete status: [b]", cluster.Get("pods", "demo", "web").Condition("Initialized").Text("message"));

        await cluster.PassAsync(1.5);
        JsonObject last = cluster.Get("pods", "demo", "web");
        Assert.Equal("Running", last.Text("status", "phase"));
        Assert.All(last.Items("status", "initContainerStatuses"), item => Assert.True(item.Flag("ready")));
    }

    [Fact]
    public async Task A_pod_never_ready_is_running_all_the_same()
    {
        await using TestCluster cluster = new();
        cluster.Create("pods", "demo", Pod("Always", "\"sandbox.podkube.dev/ready\":\"false\""));
        await cluster.PassAsync(5);
        JsonObject pod = cluster.Get("pods", "demo", "web");
        Assert.Equal("Running", pod.Text("status", "phase"));
        Assert.Equal("False", pod.Condition("Ready").Text("status"));
    }

    [Fact]
    public async Task A_pod_that_fits_nowhere_waits_until_there_is_room()
    {
        await using TestCluster cluster = new(new WorkloadOptions { Nodes = 1, PodsPerNode = 1 });
        cluster.Create("pods", "demo", Pod(name: "one"));
        await cluster.PassAsync(1);
        cluster.Create("pods", "demo", Pod(name: "two"));
        await cluster.PassAsync(1);
        JsonObject waiting = cluster.Get("pods", "demo", "two");
        Assert.Equal("Unschedulable", waiting.Condition("PodScheduled").Text("reason"));
        Assert.Equal("0/1 nodes are available: 1 Too many pods.", waiting.Condition("PodScheduled").Text("message"));

        cluster.Operations.Delete(
            OperationContext.ForController(), cluster.Operations.Kinds.Require("pods"), "demo", "one", new DeleteOptions { GracePeriodSeconds = 0 });
        await cluster.PassAsync(1);

        Assert.Equal("Running", cluster.Get("pods", "demo", "two").Text("status", "phase"));
    }

    [Fact]
    public async Task Cordoned_nodes_get_no_new_pods()
    {
        await using TestCluster cluster = new(new WorkloadOptions { Nodes = 2 });
        await cluster.SettleAsync();
        cluster.Update("nodes", "", "node-0", node => node["spec"]!["unschedulable"] = true);
        await cluster.SettleAsync();
        for (int i = 0; i < 4; i++)
        {
            cluster.Create("pods", "demo", Pod(name: "p" + i));
        }

        await cluster.PassAsync(1);

        Assert.All(cluster.List("pods", "demo"), pod => Assert.Equal("node-1", pod.Text("spec", "nodeName")));
        Assert.Equal("node.kubernetes.io/unschedulable", cluster.Get("nodes", "", "node-0").Items("spec", "taints").Single().Text("key"));
    }

    [Fact]
    public async Task A_thousand_pods_settle()
    {
        await using TestCluster cluster = new();
        cluster.Create("replicasets.apps", "demo", """
            {"metadata":{"name":"many"},"spec":{"replicas":1000,"selector":{"matchLabels":{"app":"many"}},
            "template":{"metadata":{"labels":{"app":"many"}},"spec":{"restartPolicy":"Always","containers":[{"name":"c","image":"i"}]}}}}
            """);
        await cluster.PassAsync(0.5, step: 0.1);

        Assert.Equal(1000, cluster.Get("replicasets.apps", "demo", "many").Number("status", "readyReplicas"));
        Assert.Empty(cluster.Errors);
    }

    private static string Pod(string restartPolicy = "Always", string annotations = "", string name = "web") => $$$"""
        {"metadata":{"name":"{{{name}}}","annotations":{ {{{annotations}}} } },"spec":{"restartPolicy":"{{{restartPolicy}}}",
        "containers":[{"name":"main","image":"nginx:1.27"}]}}
        """;

    private static JsonObject Container(JsonObject pod) => pod.Items("status", "containerStatuses").First();

    private static JsonObject? State(JsonObject pod, string state) => Container(pod).Map("state", state);
}
