using System.Text;
using PodKube.Client.Config;
using PodKube.Client.Errors;
using PodKube.Client.Requests;
using PodKube.Client.Tests.Support;

namespace PodKube.Client.Tests.Errors;

public sealed class ApiFailureTests
{
    [Fact]
    public async Task The_whole_status_hangs_on_the_exception()
    {
        using KubeClient client = Clients.Over(new FakeServer(_ => FakeServer.Status(
            422, "Invalid", "Deployment.apps \"w\" is invalid: spec.replicas: Invalid value: -1",
            """{"name":"w","group":"apps","kind":"Deployment","causes":[{"reason":"FieldValueInvalid","message":"must be greater","field":"spec.replicas"}]}""")));

        KubeApiException e = await Assert.ThrowsAsync<KubeApiException>(() => client.CreateAsync(Clients.Deployments, "a", "{}"u8.ToArray()));

        Assert.True(e.IsInvalid);
        Assert.Equal(("Invalid", 422), (e.Reason, e.StatusCode));
        Assert.Equal("Deployment.apps \"w\" is invalid: spec.replicas: Invalid value: -1", e.Message);
        Assert.Equal(new StatusCause("FieldValueInvalid", "must be greater", "spec.replicas"), Assert.Single(e.Status.Causes));
        Assert.Equal(("create", "apps", "deployments", "a"), (e.Target.Verb, e.Target.Group, e.Target.Resource, e.Target.Namespace));
    }

    [Theory]
    [InlineData(429, "Too many requests, please try again later.", ErrorReason.TooManyRequests)]
    [InlineData(503, "service unavailable", ErrorReason.ServiceUnavailable)]
    [InlineData(404, "404 page not found", ErrorReason.NotFound)]
    [InlineData(500, "", ErrorReason.InternalError)]
    [InlineData(502, "<html>bad gateway</html>", ErrorReason.Unknown)]
    public async Task Plain_text_failures_have_a_reason_by_their_code(int code, string text, string reason)
    {
        using KubeClient client = Clients.Over(
            new FakeServer(_ => FakeServer.Text(text, code)), new KubeClientOptions { Retry = PodKube.Client.Http.RetryPolicy.None });

        KubeApiException e = await Assert.ThrowsAsync<KubeApiException>(() => client.SendAsync(KubeRequest.Raw(HttpMethod.Get, "/apis/x/v1")));

        Assert.Equal((reason, code, text), (e.Reason, e.StatusCode, e.Status.Body));
        Assert.False(string.IsNullOrEmpty(e.Message));
        Assert.DoesNotContain("<html>", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AlreadyExists", 409)]
    [InlineData("Conflict", 409)]
    [InlineData("NotFound", 404)]
    [InlineData("Expired", 410)]
    public void The_reason_decides_what_it_is(string reason, int code)
    {
        KubeApiException e = new(KubeRequest.Raw(HttpMethod.Get, "/api").Target, new KubeStatus { Code = code, Reason = reason });

        Assert.Equal(
            (reason == "AlreadyExists", reason == "Conflict", reason == "NotFound", reason == "Expired"),
            (e.IsAlreadyExists, e.IsConflict, e.IsNotFound, e.IsExpired));
    }

    [Theory]
    [InlineData("""{"sub":"system:serviceaccount:a:r","exp":1700000000}""", "expired at 2023-11-14T22:13:20Z")]
    [InlineData("""{"sub":"s","nbf":2000000000}""", "holds only from 2033-05-18T03:33:20Z")]
    [InlineData("""{"sub":"s","iss":"https://other","aud":["vault"]}""", "(issuer https://other, audience vault) is valid by its dates, but it is for another audience")]
    [InlineData("""{"sub":"s","iss":"https://other","aud":["https://kubernetes.default.svc"]}""", "comes from another issuer")]
    [InlineData("""{"sub":"s","iss":"https://oidc.example/1","aud":["https://oidc.example/1"]}""", "audience https://oidc.example/1) is valid by its dates.")]
    [InlineData("""{"sub":"s","iss":"https://kubernetes.default.svc","aud":["https://10.96.0.1"]}""", "audience https://10.96.0.1) is valid by its dates.")]
    [InlineData("""{"sub":"s","iss":"kubernetes/serviceaccount"}""", "is valid by its dates.")]
    public async Task A_401_says_what_the_token_says_about_itself(string claims, string finding)
    {
        string token = $"e30.{Convert.ToBase64String(Encoding.UTF8.GetBytes(claims)).TrimEnd('=')}.signature";
        using KubeClient client = Clients.Over(
            new FakeServer(_ => FakeServer.Status(401, "Unauthorized", "Unauthorized")), null, Clients.Config with { Credentials = new ClusterCredentials { Token = token } });

        KubeApiException e = await Assert.ThrowsAsync<KubeApiException>(() => client.SendAsync(KubeRequest.Raw(HttpMethod.Get, "/api")));

        Assert.Contains(finding, e.Message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(e.Advice));
        Assert.DoesNotContain("signature", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_object_is_null_for_who_looks_and_an_error_for_who_asks()
    {
        FakeServer server = new(_ => FakeServer.Status(404, "NotFound", "pods \"web\" not found", """{"name":"web","kind":"pods"}"""));
        using KubeClient client = Clients.Over(server);

        Assert.Null(await client.FindAsync(Clients.Pods, "a", "web"));
        Assert.True((await Assert.ThrowsAsync<KubeApiException>(() => client.GetAsync(Clients.Pods, "a", "web"))).IsNotFound);
    }

    [Fact]
    public async Task A_missing_resource_type_is_an_error_for_who_looks_too()
    {
        FakeServer server = new(_ => FakeServer.Status(404, "NotFound", "the server could not find the requested resource"));
        using KubeClient client = Clients.Over(server);

        await Assert.ThrowsAsync<KubeApiException>(() => client.FindAsync(Clients.Pods, "a", "web"));
    }

    [Fact]
    public async Task A_delete_is_done_whether_the_server_answers_with_the_object_or_a_status()
    {
        FakeServer server = FakeServer.Script(
            () => FakeServer.Json("""{"kind":"Pod","apiVersion":"v1","metadata":{"name":"web","deletionTimestamp":"2026-11-21T18:39:39Z"}}"""),
            () => FakeServer.Json("""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success","details":{"name":"web","kind":"pods","uid":"u"}}"""));
        using KubeClient client = Clients.Over(server);

        var first = await client.DeleteAsync(Clients.Pods, "a", "web");
        var second = await client.DeleteAsync(Clients.Pods, "a", "web");

        Assert.Equal((false, "web"), (first.IsGone, first.Remaining!.Name));
        Assert.Equal((true, "u", ""), (second.IsGone, second.Status!.Uid, second.Status.Reason));
    }

    [Fact]
    public async Task Warnings_of_the_server_are_passed_on()
    {
        List<string> warnings = [];
        FakeServer server = new(_ =>
        {
            HttpResponseMessage answer = FakeServer.Json("""{"kind":"Pod"}""");
            answer.Headers.TryAddWithoutValidation("Warning", "299 - \"unknown field \\\"spec.x\\\"\", 299 - \"v1beta1 is deprecated\"");
            answer.Headers.TryAddWithoutValidation("Warning", "199 other \"not ours\"");
            return answer;
        });
        using KubeClient client = Clients.Over(server, new KubeClientOptions { OnWarning = warnings.Add });

        await client.GetAsync(Clients.Pods, "a", "web");

        Assert.Equal(["unknown field \"spec.x\"", "v1beta1 is deprecated"], warnings);
    }
}
