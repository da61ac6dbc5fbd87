using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Storage;
using Xunit;

namespace PodKube.Sandbox.Tests.Controllers;

public sealed class NamespaceTests
{
    [Fact]
    public async Task A_deleted_namespace_goes_with_all_that_is_in_it()
    {
        await using TestCluster cluster = new();
        cluster.Create("configmaps", "demo", """{"metadata":{"name":"a"}}""");
        cluster.Create("pods", "demo", """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}}""");
        await cluster.PassAsync(1);
        cluster.Delete("namespaces", "", "demo");

        await cluster.PassAsync(2);

        Assert.Null(cluster.Find("namespaces", "", "demo"));
        Assert.Empty(cluster.List("configmaps", "demo"));
        Assert.Empty(cluster.List("pods", "demo"));
        Assert.Empty(cluster.List("events", "demo"));
        Assert.Empty(cluster.Errors);
    }

    [Fact]
    public async Task A_namespace_waits_for_finalizers_and_says_so()
    {
        await using TestCluster cluster = new();
        cluster.Create("configmaps", "demo", """{"metadata":{"name":"a","finalizers":["example.com/hold"]}}""");
        cluster.Delete("namespaces", "", "demo");
        await cluster.PassAsync(1);

        JsonObject waiting = cluster.Get("namespaces", "", "demo");
        Assert.Equal("Terminating", waiting.Text("status", "phase"));
        Assert.Equal(
            "Some resources are remaining: configmaps. has 1 resource instances",
            waiting.Condition("NamespaceContentRemaining").Text("message"));
        Assert.Equal(
            "Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances",
            waiting.Condition("NamespaceFinalizersRemaining").Text("message"));

        cluster.Update("configmaps", "demo", "a", item => ((JsonObject)item["metadata"]!).Remove("finalizers"));
        await cluster.PassAsync(1);

        Assert.Null(cluster.Find("namespaces", "", "demo"));
    }
}
