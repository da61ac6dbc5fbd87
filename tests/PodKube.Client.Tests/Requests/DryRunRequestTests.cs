using System.Text;
using PodKube.Client.Requests;

namespace PodKube.Client.Tests.Requests;

public sealed class DryRunRequestTests
{
    [Theory]
    [InlineData("GET", "/api/v1/pods?limit=5")]
    [InlineData("GET", "/api/v1/namespaces/a/pods/web/log")]
    [InlineData("GET", "/metrics")]
    [InlineData("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews")]
    [InlineData("POST", "/apis/authorization.k8s.io/v1/namespaces/a/localsubjectaccessreviews")]
    [InlineData("POST", "/apis/authentication.k8s.io/v1/tokenreviews")]
    public void What_changes_nothing_is_sent_as_it_is(string method, string path)
    {
        KubeRequest request = KubeRequest.Raw(new HttpMethod(method), path);

        Assert.Same(request, DryRunRequest.Of(request));
    }

    [Theory]
    [InlineData("POST", "/api/v1/namespaces/a/pods", "/api/v1/namespaces/a/pods?dryRun=All")]
    [InlineData("PUT", "/api/v1/namespaces/a/pods/web?fieldManager=me", "/api/v1/namespaces/a/pods/web?fieldManager=me&dryRun=All")]
    [InlineData("PATCH", "/api/v1/namespaces/a/pods/web?dryRun=All&force=true", "/api/v1/namespaces/a/pods/web?force=true&dryRun=All")]
    [InlineData("PATCH", "/api/v1/namespaces/a/pods/web?dryRun", "/api/v1/namespaces/a/pods/web?dryRun=All")]
    [InlineData("DELETE", "/api/v1/namespaces/a/pods", "/api/v1/namespaces/a/pods?dryRun=All")]
    [InlineData("POST", "/api/v1/namespaces/a/pods/web/eviction", "/api/v1/namespaces/a/pods/web/eviction?dryRun=All")]
    [InlineData("POST", "/apis/example.com/v1/namespaces/a/widgets", "/apis/example.com/v1/namespaces/a/widgets?dryRun=All")]
    public void A_change_becomes_its_dry_run(string method, string path, string expected)
    {
        KubeRequest request = KubeRequest.Raw(new HttpMethod(method), path, "{}"u8.ToArray());
        KubeRequest? dry = DryRunRequest.Of(method == "DELETE" ? request with { Body = ReadOnlyMemory<byte>.Empty } : request);

        Assert.Equal(expected, dry?.PathAndQuery);
        Assert.Equal(request.Target, dry?.Target);
    }

    [Fact]
    public void A_delete_with_options_says_it_in_them_because_they_go_before_the_query()
    {
        KubeRequest request = KubeRequest.Raw(HttpMethod.Delete, "/api/v1/namespaces/a/pods/web", """{"kind":"DeleteOptions","gracePeriodSeconds":0}"""u8.ToArray());

        string body = Encoding.UTF8.GetString(DryRunRequest.Of(request)!.Body!.Value.Span);

        Assert.Equal("""{"kind":"DeleteOptions","gracePeriodSeconds":0,"dryRun":["All"]}""", body);
    }

    [Theory]
    [InlineData("GET", "/api/v1/namespaces/a/pods/web/exec?command=date")]
    [InlineData("POST", "/api/v1/namespaces/a/pods/web/attach")]
    [InlineData("GET", "/api/v1/namespaces/a/pods/web/portforward")]
    [InlineData("GET", "/api/v1/namespaces/a/services/web/proxy/shutdown")]
    [InlineData("POST", "/api/v1/namespaces/a/serviceaccounts/robot/token")]
    [InlineData("POST", "/logs/")]
    public void What_has_no_dry_run_is_not_sent(string method, string path) =>
        Assert.Null(DryRunRequest.Of(KubeRequest.Raw(new HttpMethod(method), path)));
}
