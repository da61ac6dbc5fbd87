using PodKube.Client.Access;
using PodKube.Client.Tests.Support;

namespace PodKube.Client.Tests.Access;

public sealed class TokenCallsTests
{
    [Fact]
    public async Task A_token_is_asked_for_as_it_shall_be()
    {
        FakeServer server = new(_ => FakeServer.Json(
            """{"status":{"token":"e30.eyJzdWIiOiJyb2JvdCJ9.s","expirationTimestamp":"2026-01-02T03:04:05Z"}}""", 201));
        using KubeClient client = Clients.Over(server);

        IssuedToken token = await client.Access.RequestTokenAsync("team-a", "robot", new TokenRequestOptions
        {
            Audiences = ["vault"],
            Lifetime = TimeSpan.FromMinutes(20),
            BoundKind = "Pod",
            BoundName = "web",
        });

        SentRequest sent = server.Requests.Single();
        Assert.Equal(("POST", "/api/v1/namespaces/team-a/serviceaccounts/robot/token"), (sent.Method, sent.PathAndQuery));
        Assert.Equal(
            """{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{"audiences":["vault"],"expirationSeconds":1200,"boundObjectRef":{"apiVersion":"v1","kind":"Pod","name":"web"}}}""",
            sent.Body);
        Assert.Equal(("robot", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)), (token.Claims!.Subject, token.Expires!.Value));
        Assert.DoesNotContain(token.Text, token.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_asked_for_is_left_to_the_server()
    {
        FakeServer server = new(_ => FakeServer.Json("""{"status":{"token":"opaque"}}""", 201));
        using KubeClient client = Clients.Over(server);

        IssuedToken token = await client.Access.RequestTokenAsync("a", "b");

        Assert.EndsWith("\"spec\":{}}", server.Requests.Single().Body, StringComparison.Ordinal);
        Assert.Equal((null, null), (token.Expires, token.Claims));
    }

    [Fact]
    public async Task An_accepted_token_has_a_user()
    {
        FakeServer server = new(_ => FakeServer.Json(
            """{"status":{"authenticated":true,"user":{"username":"system:serviceaccount:a:robot","groups":["g"]},"audiences":["vault"]}}""", 201));
        using KubeClient client = Clients.Over(server);

        TokenVerdict verdict = await client.Access.ReviewTokenAsync("t", ["vault"]);

        Assert.Contains("""{"token":"t","audiences":["vault"]}""", server.Requests.Single().Body, StringComparison.Ordinal);
        Assert.Equal((true, "robot"), (verdict.IsAuthenticated, verdict.User!.ServiceAccountName));
        Assert.Equal(["vault"], verdict.Audiences);
    }

    [Fact]
    public async Task A_token_that_is_not_accepted_has_a_reason()
    {
        FakeServer server = new(_ => FakeServer.Json("""{"status":{"user":{},"error":"token has expired"}}""", 201));
        using KubeClient client = Clients.Over(server);

        TokenVerdict verdict = await client.Access.ReviewTokenAsync("t");

        Assert.Equal((false, null, "token has expired"), (verdict.IsAuthenticated, verdict.User, verdict.Error));
    }
}
