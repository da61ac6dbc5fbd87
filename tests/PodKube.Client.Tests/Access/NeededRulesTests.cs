using PodKube.Client.Access;
using PodKube.Client.Http;
using PodKube.Client.Requests;

namespace PodKube.Client.Tests.Access;

public sealed class NeededRulesTests
{
    [Fact]
    public void Calls_become_the_fewest_rules() => Assert.Equal(
        [
            " nodes [] list",
            "team-a  pods,pods/log [web] get",
            "team-a apps deployments [] create",
            "team-a apps deployments [web] patch",
        ],
        Rules(
            Call("GET", "/api/v1/namespaces/team-a/pods/web"),
            Call("GET", "/api/v1/namespaces/team-a/pods/web/log"),
            Call("GET", "/api/v1/namespaces/team-a/pods/web"),
            Call("POST", "/apis/apps/v1/namespaces/team-a/deployments", 201),
            Call("PATCH", "/apis/apps/v1/namespaces/team-a/deployments/web"),
            Call("GET", "/api/v1/nodes")).Order(StringComparer.Ordinal));

    [Fact]
    public void A_call_that_was_forbidden_is_needed_too() =>
        Assert.Equal(["team-a  pods [] list"], Rules(Call("GET", "/api/v1/namespaces/team-a/pods", 403)));

    [Fact]
    public void What_all_objects_or_all_namespaces_allow_is_not_said_again() => Assert.Equal(
        [" pods [] list", "team-a  pods [] get"],
        Rules(NeededRules.Of(
            [
                new(new AccessRight("list", "", "pods", null, null), null),
                new(new AccessRight("list", "", "pods", null, null), "team-a"),
                new(new AccessRight("get", "", "pods", "web", null), "team-a"),
                new(new AccessRight("get", "", "pods", null, null), "team-a"),
            ])));

    [Fact]
    public void A_write_that_creates_needs_the_right_to() => Assert.Equal(
        ["team-a  configmaps [] create", "team-a  configmaps [settings] patch"],
        Rules(Call("PATCH", "/api/v1/namespaces/team-a/configmaps/settings", 201)).Order(StringComparer.Ordinal));

    [Fact]
    public void Names_are_kept_where_they_are_few_and_on_demand_not_at_all()
    {
        RequestObservation[] few = [.. Enumerable.Range(0, NeededRules.MostNames).Select(i => Call("DELETE", $"/api/v1/namespaces/a/pods/p{i}"))];

        Assert.Contains("[p0 p1 ", Rules(few).Single(), StringComparison.Ordinal);
        Assert.Equal(["a  pods [] delete"], Rules([.. few, Call("DELETE", "/api/v1/namespaces/a/pods/more")]));
        Assert.Equal(["a  pods [] delete"], Rules(NeededRules.Of(few.SelectMany(AccessNeed.Of), ignoreNames: true)));
    }

    [Theory]
    [InlineData("web-64bf787f5f-hmmmz")]
    [InlineData("job-x7x2k")]
    [InlineData("web-64bf787f5f")]
    public void A_name_that_the_cluster_made_is_another_one_the_next_time(string name) =>
        Assert.Equal(["a  pods [] delete"], Rules(Call("DELETE", $"/api/v1/namespaces/a/pods/{name}")));

    [Theory]
    [InlineData("web")]
    [InlineData("web-0")]
    [InlineData("team-a")]
    [InlineData("my-nginx")]
    [InlineData("kube-proxy")]
    [InlineData("db-password")]
    public void A_name_that_people_gave_is_kept(string name) =>
        Assert.Equal([$"a  pods [{name}] delete"], Rules(Call("DELETE", $"/api/v1/namespaces/a/pods/{name}")));

    [Fact]
    public void What_everybody_may_is_left_out_unless_asked_for()
    {
        RequestObservation[] calls =
        [
            Call("GET", "/apis"), Call("GET", "/version"), Call("GET", "/metrics"), Call("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", 201),
        ];

        Assert.Equal([" /metrics [] get"], Rules(calls));
        Assert.Equal(2, NeededRules.Of(calls.SelectMany(AccessNeed.Of), includeDefault: true).Count);
    }

    [Fact]
    public void A_name_limits_the_creation_of_subresources_alone() =>
        Assert.Equal(["a  pods/eviction [web] create"], Rules(Call("POST", "/api/v1/namespaces/a/pods/web/eviction", 201)));

    private static IEnumerable<string> Rules(params RequestObservation[] calls) => Rules(NeededRules.Of(calls.SelectMany(AccessNeed.Of)));

    private static IEnumerable<string> Rules(IReadOnlyList<(string? Namespace, RbacRule Rule)> rules) => rules.Select(found =>
        $"{found.Namespace}{(found.Namespace is null ? "" : " ")}{string.Join(',', found.Rule.ApiGroups)} {string.Join(',', found.Rule.Resources.Concat(found.Rule.NonResourceUrls))}"
        + $" [{string.Join(' ', found.Rule.ResourceNames)}] {string.Join(',', found.Rule.Verbs)}");

    private static RequestObservation Call(string method, string path, int status = 200) =>
        new(KubeRequest.Raw(new HttpMethod(method), path).Target, method, path, status, null, TimeSpan.Zero, 1);
}
