using System.Text.Json.Nodes;
using PodKube.Client.Access;
using PodKube.Client.Tests.Support;

namespace PodKube.Client.Tests.Access;

public sealed class RbacPolicyTests
{
    private static readonly PolicyUser s_jane = PolicyUser.User("jane", ["devs"]);

    [Theory]
    [InlineData("get", "", "pods", null, "team-a", true)]
    [InlineData("get", "", "pods", null, "team-b", false)]
    [InlineData("get", "", "pods", null, null, false)]
    [InlineData("get", "", "pods/log", null, "team-a", false)]
    [InlineData("get", "", "secrets", "db", "team-a", true)]
    [InlineData("get", "", "secrets", "other", "team-a", false)]
    [InlineData("get", "", "secrets", null, "team-a", false)]
    [InlineData("list", "", "nodes", null, null, true)]
    [InlineData("list", "", "nodes", null, "team-b", true)]
    [InlineData("update", "apps", "deployments/scale", null, "team-a", true)]
    [InlineData("update", "apps", "deployments/status", null, "team-a", false)]
    public void Decides_as_the_server_does(string verb, string apiGroup, string resource, string? name, string? place, bool expected) =>
        Assert.Equal(expected, Policy().Allows(s_jane, new AccessRight(verb, apiGroup, resource, name, null), place));

    [Theory]
    [InlineData("/metrics", true)]
    [InlineData("/logs/a/b", true)]
    [InlineData("/log", false)]
    public void Decides_about_paths(string path, bool expected) =>
        Assert.Equal(expected, Policy().Allows(s_jane, new AccessRight("get", "", "", null, path), null));

    [Fact]
    public void A_service_account_is_a_user_in_three_groups()
    {
        RbacPolicy policy = Policy();

        Assert.True(policy.Allows(PolicyUser.ServiceAccount("team-a", "robot"), Right("watch", "pods"), "team-a"));
        Assert.True(policy.Allows(PolicyUser.User("system:serviceaccount:team-a:robot", []), Right("watch", "pods"), "team-a"));
        Assert.True(policy.Allows(PolicyUser.ServiceAccount("team-a", "other"), Right("list", "configmaps"), "team-b"));
        Assert.False(policy.Allows(PolicyUser.ServiceAccount("team-b", "other"), Right("list", "configmaps"), "team-b"));
    }

    [Fact]
    public void An_aggregated_role_has_the_rules_of_those_that_it_selects()
    {
        RbacPolicy policy = Policy();

        Assert.True(policy.Allows(PolicyUser.User("adam", []), Right("get", "widgets"), null));
        Assert.False(policy.Allows(PolicyUser.User("adam", []), Right("delete", "stale"), null));
    }

    [Fact]
    public void A_binding_whose_role_is_not_there_gives_nothing_and_is_told()
    {
        PolicyBinding binding = Assert.Single(Policy().Dangling);

        Assert.Equal("RoleBinding team-a/broken", binding.ToString());
    }

    [Fact]
    public void Everybody_who_may_is_found_with_the_binding()
    {
        IEnumerable<string> found = Policy().WhoMay(Right("get", "pods"), "team-a").Select(g => $"{g.Subject} by {g.Binding}");

        Assert.Equal(["User jane by RoleBinding team-a/readers", "ServiceAccount team-a/robot by RoleBinding team-a/readers"], found);
        Assert.Empty(Policy().WhoMay(Right("get", "pods"), null));
        Assert.Equal(2, Policy().WhoMayAnywhere(Right("get", "pods")).Count());
    }

    [Fact]
    public void A_path_is_a_right_in_the_whole_cluster_alone() =>
        Assert.Equal("ClusterRoleBinding nodes", Assert.Single(Policy().WhoMayAnywhere(new AccessRight("get", "", "", null, "/metrics"))).Binding.ToString());

    [Fact]
    public void A_role_binding_gives_no_right_to_paths()
    {
        PolicyUser ina = PolicyUser.User("ina", []);

        Assert.True(Policy().Allows(ina, Right("list", "nodes"), "team-a"));
        Assert.DoesNotContain(Policy().GrantsOf(ina, "team-a"), g => g.Rule.NonResourceUrls.Count > 0);
        Assert.DoesNotContain(Policy().WhoMay(new AccessRight("get", "", "", null, "/metrics"), "team-a"), g => g.Subject.Name == "ina");
    }

    [Fact]
    public async Task The_policy_is_read_from_the_four_lists()
    {
        FakeServer server = new(request => FakeServer.Json("{\"kind\":\"List\",\"apiVersion\":\"v1\",\"metadata\":{},\"items\":[" + (request.PathAndQuery switch
        {
            string p when p.Contains("/clusterrolebindings", StringComparison.Ordinal) => """{"metadata":{"name":"b"},"roleRef":{"kind":"ClusterRole","name":"r"},"subjects":[{"kind":"User","name":"jane"}]}""",
            string p when p.Contains("/clusterroles", StringComparison.Ordinal) => """{"metadata":{"name":"r"},"rules":[{"verbs":["get"],"apiGroups":[""],"resources":["pods"]}]}""",
            _ => "",
        }) + "]}"));
        using KubeClient client = Clients.Over(server);

        RbacPolicy policy = await client.Access.ReadPolicyAsync("team-a");

        Assert.True(policy.Allows(PolicyUser.User("jane", []), Right("get", "pods"), "team-a"));
        Assert.Contains(server.Requests, r => r.PathAndQuery.StartsWith("/apis/rbac.authorization.k8s.io/v1/namespaces/team-a/rolebindings", StringComparison.Ordinal));
        Assert.Equal(4, server.Requests.Count);
    }

    private static AccessRight Right(string verb, string resource) => new(verb, "", resource, null, null);

    private static RbacPolicy Policy() => new(
        [
            Role("""{"metadata":{"name":"reader","namespace":"team-a"},"rules":[{"verbs":["get","watch"],"apiGroups":[""],"resources":["pods"]},{"verbs":["get"],"apiGroups":[""],"resources":["secrets"],"resourceNames":["db"]},{"verbs":["*"],"apiGroups":["apps"],"resources":["*/scale"]}]}"""),
            Role("""{"metadata":{"name":"nodes"},"rules":[{"verbs":["list"],"apiGroups":["*"],"resources":["nodes"]},{"verbs":["get"],"nonResourceURLs":["/metrics","/logs/*"]}]}"""),
            Role("""{"metadata":{"name":"maps"},"rules":[{"verbs":["list"],"apiGroups":[""],"resources":["configmaps"]}]}"""),
            Role("""{"metadata":{"name":"part","labels":{"to-all":"true","tier":"x"}},"rules":[{"verbs":["get"],"apiGroups":[""],"resources":["widgets"]}]}"""),
            Role("""{"metadata":{"name":"all","labels":{"to-all":"true"}},"rules":[{"verbs":["delete"],"apiGroups":[""],"resources":["stale"]}],"aggregationRule":{"clusterRoleSelectors":[{"matchLabels":{"to-all":"true"},"matchExpressions":[{"key":"tier","operator":"Exists"}]}]}}"""),
        ],
        [
            Binding("""{"metadata":{"name":"readers","namespace":"team-a"},"roleRef":{"kind":"Role","name":"reader"},"subjects":[{"kind":"User","name":"jane"},{"kind":"ServiceAccount","name":"robot","namespace":"team-a"}]}"""),
            Binding("""{"metadata":{"name":"nodes"},"roleRef":{"kind":"ClusterRole","name":"nodes"},"subjects":[{"kind":"Group","name":"devs"}]}"""),
            Binding("""{"metadata":{"name":"maps"},"roleRef":{"kind":"ClusterRole","name":"maps"},"subjects":[{"kind":"Group","name":"system:serviceaccounts:team-a"}]}"""),
            Binding("""{"metadata":{"name":"adam"},"roleRef":{"kind":"ClusterRole","name":"all"},"subjects":[{"kind":"User","name":"adam"}]}"""),
            Binding("""{"metadata":{"name":"local","namespace":"team-a"},"roleRef":{"kind":"ClusterRole","name":"nodes"},"subjects":[{"kind":"User","name":"ina"}]}"""),
            Binding("""{"metadata":{"name":"broken","namespace":"team-a"},"roleRef":{"kind":"Role","name":"gone"},"subjects":[{"kind":"User","name":"jane"}]}"""),
        ]);

    private static PolicyRole Role(string json) => RbacPolicyReader.Role(JsonNode.Parse(json)!);

    private static PolicyBinding Binding(string json) => RbacPolicyReader.Binding(JsonNode.Parse(json)!);
}
