using PodKube.Client.Errors;
using PodKube.Client.Resources;
using PodKube.Client.Tests.Support;

namespace PodKube.Client.Tests.Resources;

public sealed class ApiDiscoveryTests
{
    private const string AggregatedCore = """
        {"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","metadata":{},"items":[{"metadata":{},"versions":[{"version":"v1","freshness":"Current","resources":[
         {"resource":"pods","responseKind":{"group":"","version":"","kind":"Pod"},"scope":"Namespaced","singularResource":"pod","verbs":["get","list"],"shortNames":["po"],"categories":["all"],
          "subresources":[{"subresource":"log","responseKind":{"group":"","version":"","kind":"Pod"},"verbs":["get"]}]},
         {"resource":"events","responseKind":{"kind":"Event"},"scope":"Namespaced","singularResource":"event","verbs":["list"],"shortNames":["ev"]},
         {"resource":"nodes","responseKind":{"kind":"Node"},"scope":"Cluster","singularResource":"node","verbs":["list"],"shortNames":["no"]}]}]}]}
        """;

    private const string AggregatedGroups = """
        {"kind":"APIGroupDiscoveryList","metadata":{},"items":[
         {"metadata":{"name":"apps"},"versions":[{"version":"v1","freshness":"Current","resources":[
          {"resource":"deployments","responseKind":{"kind":"Deployment"},"scope":"Namespaced","singularResource":"deployment","verbs":["list"],"shortNames":["deploy"]}]}]},
         {"metadata":{"name":"events.k8s.io"},"versions":[{"version":"v1","resources":[{"resource":"events","responseKind":{"kind":"Event"},"scope":"Namespaced","singularResource":"event","verbs":["list"]}]}]},
         {"metadata":{"name":"autoscaling"},"versions":[
          {"version":"v2","resources":[{"resource":"horizontalpodautoscalers","responseKind":{"kind":"HorizontalPodAutoscaler"},"scope":"Namespaced","singularResource":"horizontalpodautoscaler","verbs":["list"],"shortNames":["hpa"]}]},
          {"version":"v1","resources":[{"resource":"horizontalpodautoscalers","responseKind":{"kind":"HorizontalPodAutoscaler"},"scope":"Namespaced","singularResource":"horizontalpodautoscaler","verbs":["list"],"shortNames":["hpa"]}]}]},
         {"metadata":{"name":"rbac.authorization.k8s.io"},"versions":[{"version":"v1","resources":[{"resource":"roles","responseKind":{"kind":"Role"},"scope":"Namespaced","singularResource":"role","verbs":["list"]}]}]},
         {"metadata":{"name":"metrics.k8s.io"},"versions":[{"version":"v1beta1","freshness":"Stale","resources":[]}]},
         {"metadata":{"name":"example.com"},"versions":[{"version":"v1","resources":[{"resource":"pods","responseKind":{"kind":"Pod"},"scope":"Namespaced","singularResource":"pod","verbs":["list"]},
          {"resource":"posts","responseKind":{"kind":"Post"},"scope":"Namespaced","singularResource":"po","verbs":["list"]}]}]}]}
        """;

    private static FakeServer Aggregated() => new(r => FakeServer.Json(r.PathAndQuery == "/api" ? AggregatedCore : AggregatedGroups));

    [Theory]
    [InlineData("pods", "pods.v1")]
    [InlineData("PODS", "pods.v1")]
    [InlineData("Pod", "pods.v1")]
    [InlineData("v1/Pod", "pods.v1")]
    [InlineData("v1/pods", "pods.v1")]
    [InlineData("pods.v1", "pods.v1")]
    [InlineData("pods.example.com", "pods.v1.example.com")]
    [InlineData("pods.v1.example.com", "pods.v1.example.com")]
    [InlineData("deploy", "deployments.v1.apps")]
    [InlineData("deployments.apps", "deployments.v1.apps")]
    [InlineData("deployment.v1.apps", "deployments.v1.apps")]
    [InlineData("apps/v1/Deployment", "deployments.v1.apps")]
    [InlineData("apps/deployments", "deployments.v1.apps")]
    [InlineData("ev", "events.v1")]
    [InlineData("events", "events.v1")]
    [InlineData("events.events.k8s.io", "events.v1.events.k8s.io")]
    [InlineData("hpa", "horizontalpodautoscalers.v2.autoscaling")]
    [InlineData("hpa.v1.autoscaling", "horizontalpodautoscalers.v1.autoscaling")]
    [InlineData("roles.rbac", "roles.v1.rbac.authorization.k8s.io")]
    [InlineData("po", "posts.v1.example.com")]
    public async Task Every_way_to_write_a_kind_finds_it(string name, string expected)
    {
        using KubeClient client = Clients.Over(Aggregated());

        Assert.Equal(expected, (await client.Discovery.ResolveAsync(name)).ToString());
    }

    [Fact]
    public async Task A_found_kind_knows_all_about_itself()
    {
        using KubeClient client = Clients.Over(Aggregated());

        ApiResource pods = await client.Discovery.ResolveAsync("pods");

        Assert.Equal(("", "v1", "Pod", "pods", "pod"), (pods.Group, pods.Version, pods.Kind, pods.Plural, pods.Singular));
        Assert.True(pods.Namespaced);
        Assert.Equal(["po"], pods.ShortNames);
        Assert.Equal(["all"], pods.Categories);
        Assert.Equal(["get", "list"], pods.Verbs);
        Assert.Equal("log", Assert.Single(pods.Subresources).Name);
        Assert.False((await client.Discovery.ResolveAsync("nodes")).Namespaced);
    }

    [Fact]
    public async Task The_server_is_asked_once_for_many_names()
    {
        FakeServer server = Aggregated();
        using KubeClient client = Clients.Over(server);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => client.Discovery.ResolveAsync("pods")));
        await client.Discovery.ListAsync();

        Assert.Equal(2, server.Requests.Count);
        Assert.StartsWith("application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList", server.Requests[0].Headers["Accept"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_kind_asks_once_more_and_suggests_similar_ones()
    {
        FakeServer server = Aggregated();
        using KubeClient client = Clients.Over(server);
        await client.Discovery.ListAsync();

        KubeResourceException e = await Assert.ThrowsAsync<KubeResourceException>(() => client.Discovery.ResolveAsync("deploymets"));

        Assert.Equal(4, server.Requests.Count);
        Assert.Equal(ErrorReason.KindNotFound, e.Reason);
        Assert.Contains("deployments.apps", e.Suggestions);
        Assert.Contains("deployments.apps", e.Advice, StringComparison.Ordinal);
        Assert.Equal(["metrics.k8s.io/v1beta1"], e.IncompleteGroups);
    }

    [Fact]
    public async Task Older_servers_are_asked_group_by_group_and_a_group_that_is_down_does_not_spoil_the_rest()
    {
        FakeServer server = new(r => r.PathAndQuery switch
        {
            "/api" => FakeServer.Json("""{"kind":"APIVersions","versions":["v1"]}"""),
            "/apis" => FakeServer.Json("""
                {"kind":"APIGroupList","groups":[
                 {"name":"apps","versions":[{"version":"v1beta1"},{"version":"v1"}],"preferredVersion":{"version":"v1"}},
                 {"name":"metrics.k8s.io","versions":[{"version":"v1beta1"}],"preferredVersion":{"version":"v1beta1"}}]}
                """),
            "/api/v1" => FakeServer.Json("""
                {"kind":"APIResourceList","resources":[{"name":"pods","singularName":"pod","namespaced":true,"kind":"Pod","verbs":["list"],"shortNames":["po"]},
                 {"name":"pods/log","singularName":"","namespaced":true,"kind":"Pod","verbs":["get"]}]}
                """),
            "/apis/apps/v1" or "/apis/apps/v1beta1" => FakeServer.Json(
                """{"kind":"APIResourceList","resources":[{"name":"deployments","singularName":"deployment","namespaced":true,"kind":"Deployment","verbs":["list"]}]}"""),
            _ => FakeServer.Text("service unavailable\n", 503),
        });
        using KubeClient client = Clients.Over(server);

        IReadOnlyList<ApiResource> resources = await client.Discovery.ListAsync();

        Assert.Equal(["pods.v1", "deployments.v1.apps", "deployments.v1beta1.apps"], resources.Select(r => r.ToString()));
        Assert.Equal("log", Assert.Single(resources[0].Subresources).Name);
        Assert.Equal(["metrics.k8s.io/v1beta1"], await client.Discovery.ListIncompleteGroupsAsync());
    }

    [Fact]
    public async Task A_server_that_forbids_discovery_says_so()
    {
        using KubeClient client = Clients.Over(new FakeServer(_ => FakeServer.Status(403, "Forbidden", "forbidden: User \"x\" cannot get path \"/api\"")));

        KubeApiException e = await Assert.ThrowsAsync<KubeApiException>(() => client.Discovery.ListAsync());

        Assert.True(e.IsForbidden);
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        bool up = false;
        FakeServer server = new(r => up ? FakeServer.Json(r.PathAndQuery == "/api" ? AggregatedCore : AggregatedGroups) : FakeServer.Text("down", 500));
        using KubeClient client = Clients.Over(server);
        await Assert.ThrowsAsync<KubeApiException>(() => client.Discovery.ListAsync());

        up = true;

        Assert.NotEmpty(await client.Discovery.ListAsync());
    }
}
