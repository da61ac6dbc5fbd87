using PodKube.Client.Access;
using PodKube.Client.Tests.Support;

namespace PodKube.Client.Tests.Access;

public sealed class HeldRuleTests
{
    [Fact]
    public void What_is_said_of_one_resource_stands_in_one_row()
    {
        IReadOnlyList<HeldRule> rows = HeldRule.Compact(
        [
            (Rule(["get", "list"], ["secrets", "pods"]), "a"),
            (Rule(["watch"], ["pods"]), "b"),
            (Rule(["get"], ["configmaps"], "y", "x"), "a"),
            (new RbacRule { Verbs = ["get"], NonResourceUrls = ["/metrics"] }, "a"),
            (Rule(["*", "get"], ["nodes"]), null),
        ]);

        Assert.Equal(
            ["configmaps [x y] get (a)", "nodes [] * ()", "pods [] get list watch (a,b)", "secrets [] get list (a)", "/metrics [] get (a)"],
            rows.Select(r =>
                $"{r.Rule.Resources.Concat(r.Rule.NonResourceUrls).Single()} [{string.Join(' ', r.Rule.ResourceNames)}] {string.Join(' ', r.Rule.Verbs)} ({string.Join(',', r.Via)})"));
    }

    [Fact]
    public async Task The_servers_own_list_says_when_it_is_incomplete()
    {
        FakeServer server = new(_ => FakeServer.Json(
            """{"status":{"resourceRules":[{"verbs":["get"],"apiGroups":[""],"resources":["pods"]}],"nonResourceRules":[{"verbs":["get"],"nonResourceURLs":["/healthz"]}],"incomplete":true,"evaluationError":"no list"}}""", 201));
        using KubeClient client = Clients.Over(server);

        OwnRules own = await client.Access.ListRulesAsync("team-a");

        Assert.Equal("""{"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectRulesReview","spec":{"namespace":"team-a"}}""", server.Requests.Single().Body);
        Assert.Equal((true, "no list", 2), (own.IsIncomplete, own.EvaluationError, own.Rules.Count));
        Assert.Equal(["/healthz"], own.Rules[1].NonResourceUrls);
    }

    private static RbacRule Rule(string[] verbs, string[] resources, params string[] names) =>
        new() { Verbs = verbs, ApiGroups = [""], Resources = resources, ResourceNames = names };
}
