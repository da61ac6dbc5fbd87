using PodKube.Client.Access;
using PodKube.Client.Config;
using PodKube.Client.Errors;
using PodKube.Client.Tests.Support;

namespace PodKube.Client.Tests.Access;

public sealed class AccessReviewsTests
{
    // {"sub":"system:serviceaccount:team-a:robot"}
    private const string Jwt = "e30.eyJzdWIiOiJzeXN0ZW06c2VydmljZWFjY291bnQ6dGVhbS1hOnJvYm90In0.x";

    private static ClusterConfig WithJwt => Clients.Config with { Credentials = new ClusterCredentials { Token = Jwt } };

    [Fact]
    public async Task A_question_about_a_resource_is_asked_and_answered()
    {
        FakeServer server = new(_ => FakeServer.Json("""{"kind":"SelfSubjectAccessReview","status":{"allowed":true,"reason":"RBAC: allowed by X"}}""", 201));
        using KubeClient client = Clients.Over(server);

        AccessAnswer answer = await client.Access.AskAsync(
            new AccessQuestion { Verb = "get", Group = "apps", Resource = "deployments", Subresource = "scale", Namespace = "a", Name = "web" });

        Assert.True(answer.Allowed);
        Assert.Equal("RBAC: allowed by X", answer.Reason);
        Assert.Equal(("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"), (server.Requests[0].Method, server.Requests[0].PathAndQuery));
        Assert.Equal(
            """{"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview","spec":{"resourceAttributes":{"verb":"get","group":"apps","resource":"deployments","subresource":"scale","namespace":"a","name":"web"}}}""",
            server.Requests[0].Body);
    }

    [Fact]
    public async Task A_question_about_a_path_is_asked_as_one()
    {
        FakeServer server = new(_ => FakeServer.Json("""{"status":{"allowed":false,"denied":true,"evaluationError":"e"}}""", 201));
        using KubeClient client = Clients.Over(server);

        AccessAnswer answer = await client.Access.AskAsync(new AccessQuestion { Verb = "get", Path = "/metrics" });

        Assert.Equal((false, true, "e"), (answer.Allowed, answer.Denied, answer.EvaluationError));
        Assert.Contains("""{"nonResourceAttributes":{"verb":"get","path":"/metrics"}}""", server.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_says_who_one_is()
    {
        FakeServer server = new(_ => FakeServer.Json("""
            {"status":{"userInfo":{"username":"system:serviceaccount:team-a:robot","uid":"u","groups":["system:authenticated"],"extra":{"authentication.kubernetes.io/pod-name":["p"]}}}}
            """, 201));
        using KubeClient client = Clients.Over(server, null, WithJwt);

        Identity me = await client.Access.WhoAmIAsync();

        Assert.True(me.IsConfirmed);
        Assert.Equal(("team-a", "robot", "u"), (me.ServiceAccountNamespace, me.ServiceAccountName, me.Uid));
        Assert.Equal(["system:authenticated"], me.Groups);
        Assert.Equal(["p"], me.Extra["authentication.kubernetes.io/pod-name"]);
        Assert.Equal("system:serviceaccount:team-a:robot", me.Token!.Subject);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    public async Task Without_that_review_the_tokens_own_claims_are_read(int code)
    {
        using KubeClient client = Clients.Over(new FakeServer(_ => FakeServer.Status(code, code == 404 ? "NotFound" : "Forbidden", "no")), null, WithJwt);

        Identity me = await client.Access.WhoAmIAsync();

        Assert.False(me.IsConfirmed);
        Assert.Equal("system:serviceaccount:team-a:robot", me.User);
    }

    [Fact]
    public async Task Without_review_and_without_claims_it_is_an_error()
    {
        using KubeClient client = Clients.Over(new FakeServer(_ => FakeServer.Status(404, "NotFound", "no")));

        await Assert.ThrowsAsync<KubeApiException>(() => client.Access.WhoAmIAsync());
    }
}
