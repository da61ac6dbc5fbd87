using System.Text.Json.Nodes;
using PodKube.Sandbox.Access.Rbac;
using PodKube.Sandbox.Server;

namespace PodKube.Sandbox.Tests.Access;

public sealed class PolicyRuleTests
{
    [Theory]
    [InlineData("pods", "", "get", "", true)]
    [InlineData("pods", "log", "get", "", true)]
    [InlineData("pods", "exec", "get", "", false)]
    [InlineData("pods", "", "delete", "", false)]
    [InlineData("configmaps", "", "get", "one", true)]
    [InlineData("configmaps", "", "get", "two", false)]
    [InlineData("configmaps", "", "get", "", false)]
    [InlineData("deployments", "scale", "get", "", true)]
    public void Resource_rule_matches_verb_resource_and_name(string resource, string subresource, string verb, string name, bool expected)
    {
        PolicyRule[] rules =
        [
            Parse("""{"verbs":["get"],"apiGroups":[""],"resources":["pods","pods/log"]}"""),
            Parse("""{"verbs":["get"],"apiGroups":[""],"resources":["configmaps"],"resourceNames":["one"]}"""),
            Parse("""{"verbs":["get"],"apiGroups":["*"],"resources":["*/scale"]}"""),
        ];

        var request = new RequestInfo { IsResourceRequest = true, Verb = verb, Path = "", Resource = resource, Subresource = subresource, Name = name };

        Assert.Equal(expected, rules.Any(rule => rule.Allows(request)));
    }

    [Theory]
    [InlineData("/healthz", true)]
    [InlineData("/apis/apps", true)]
    [InlineData("/metrics", false)]
    [InlineData("/healthz/etcd", false)]
    public void Path_rule_matches_whole_paths_and_prefixes(string path, bool expected)
    {
        var rule = Parse("""{"verbs":["get"],"nonResourceURLs":["/healthz","/apis/*"]}""");

        Assert.Equal(expected, rule.Allows(new RequestInfo { Verb = "get", Path = path }));
    }

    [Fact]
    public void Path_rule_says_nothing_about_resources()
    {
        var rule = Parse("""{"verbs":["*"],"nonResourceURLs":["*"]}""");

        Assert.False(rule.Allows(new RequestInfo { IsResourceRequest = true, Verb = "get", Path = "/api/v1/pods", Resource = "pods" }));
    }

    [Fact]
    public void Several_rules_together_cover_what_none_covers_alone()
    {
        var held = new[]
        {
            Parse("""{"verbs":["get","list"],"apiGroups":[""],"resources":["pods"]}"""),
            Parse("""{"verbs":["get"],"apiGroups":["apps"],"resources":["*"]}"""),
        };
        var wanted = Parse("""{"verbs":["get"],"apiGroups":["","apps"],"resources":["pods"]}""");

        Assert.Empty(RuleCoverage.Missing([.. held], [wanted]));
    }

    [Fact]
    public void Missing_rights_are_listed_as_the_server_lists_them()
    {
        var wanted = Parse("""{"verbs":["delete","get"],"apiGroups":["apps"],"resources":["deployments"],"resourceNames":["web"]}""");

        var missing = RuleCoverage.Describe(RuleCoverage.Missing([], [wanted]));

        Assert.Equal(["""{APIGroups:["apps"], Resources:["deployments"], ResourceNames:["web"], Verbs:["delete" "get"]}"""], missing);
    }

    private static PolicyRule Parse(string json) => PolicyRule.Parse((JsonObject)JsonNode.Parse(json)!);
}
