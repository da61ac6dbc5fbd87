using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;
using Xunit;

namespace PodKube.Sandbox.Tests.Controllers;

public sealed class GarbageCollectorTests
{
    [Fact]
    public async Task Dependents_go_after_their_owner_in_the_background()
    {
        await using TestCluster cluster = new();
        string uid = Owner(cluster, "owner");
        Dependent(cluster, "one", [("owner", uid)]);
        cluster.Delete("configmaps", "demo", "owner", "Background");
        Assert.Null(cluster.Find("configmaps", "demo", "owner"));

        await cluster.SettleAsync();

        Assert.Null(cluster.Find("configmaps", "demo", "one"));
    }

    [Fact]
    public async Task Foreground_deletion_keeps_the_owner_until_blocking_dependents_are_gone()
    {
        await using TestCluster cluster = new();
        string uid = Owner(cluster, "owner");
        Dependent(cluster, "one", [("owner", uid)], finalizer: "example.com/hold");
        cluster.Delete("configmaps", "demo", "owner", "Foreground");
        await cluster.SettleAsync();
        Assert.Equal(["foregroundDeletion"], cluster.Get("configmaps", "demo", "owner").Texts("metadata", "finalizers"));
        Assert.True(cluster.Get("configmaps", "demo", "one").IsDeleting());

        cluster.Update("configmaps", "demo", "one", item => ((JsonObject)item["metadata"]!).Remove("finalizers"));
        await cluster.SettleAsync();

        Assert.Null(cluster.Find("configmaps", "demo", "owner"));
    }

    [Fact]
    public async Task Orphaned_dependents_lose_their_reference_and_stay()
    {
        await using TestCluster cluster = new();
        string uid = Owner(cluster, "owner");
        Dependent(cluster, "one", [("owner", uid)]);
        cluster.Delete("configmaps", "demo", "owner", "Orphan");
        await cluster.SettleAsync();

        Assert.Null(cluster.Find("configmaps", "demo", "owner"));
        Assert.Null(cluster.Get("configmaps", "demo", "one").At("metadata", "ownerReferences"));
    }

    [Fact]
    public async Task An_object_with_another_owner_left_stays_with_that_one()
    {
        await using TestCluster cluster = new();
        string first = Owner(cluster, "first");
        string second = Owner(cluster, "second");
        Dependent(cluster, "one", [("first", first), ("second", second)]);
        cluster.Delete("configmaps", "demo", "first", "Background");
        await cluster.SettleAsync();

        Assert.Equal(["second"], cluster.Get("configmaps", "demo", "one").Items("metadata", "ownerReferences").Select(item => item.Text("name")));
    }

    [Fact]
    public async Task An_object_whose_owner_never_was_is_collected()
    {
        await using TestCluster cluster = new();
        Dependent(cluster, "one", [("nobody", "00000000-0000-0000-0000-000000000000")]);
        await cluster.SettleAsync();
        Assert.Null(cluster.Find("configmaps", "demo", "one"));
    }

    private static string Owner(TestCluster cluster, string name) =>
        cluster.Create("configmaps", "demo", $$$"""{"metadata":{"name":"{{{name}}}"}}""").Uid();

    private static void Dependent(TestCluster cluster, string name, (string Name, string Uid)[] owners, string? finalizer = null)
    {
        string references = string.Join(",", owners.Select(owner =>
            $$"""{"apiVersion":"v1","kind":"ConfigMap","name":"{{owner.Name}}","uid":"{{owner.Uid}}","blockOwnerDeletion":true}"""));
        string finalizers = finalizer is null ? "" : $",\"finalizers\":[\"{finalizer}\"]";
        cluster.Create("configmaps", "demo", $$$"""{"metadata":{"name":"{{{name}}}","ownerReferences":[{{{references}}}]{{{finalizers}}} } }""");
    }
}
