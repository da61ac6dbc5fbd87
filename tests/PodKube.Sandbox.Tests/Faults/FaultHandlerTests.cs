using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Access.ServiceAccounts;
using PodKube.Sandbox.Hosting;

namespace PodKube.Sandbox.Tests.Faults;

public sealed class FaultHandlerTests : IAsyncLifetime
{
    private static readonly Uri s_pods = new("/api/v1/namespaces/default/pods", UriKind.Relative);

    private readonly HttpClient _control = new();
    private SandboxServer _server = null!;
    private HttpClient _client = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await SandboxServer.StartAsync(new SandboxOptions(), Token);
        _client = _server.CreateClient(_server.AdministratorToken);
        _control.BaseAddress = _server.ControlUrl;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _control.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Too_many_requests_says_when_to_come_again()
    {
        await SetAsync("""{"kind":"TooManyRequests","retryAfter":7,"count":1}""");

        using var response = await _client.GetAsync(s_pods, Token);

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter?.Delta);
        Assert.Equal("Too many requests, please try again later.\n", await response.Content.ReadAsStringAsync(Token));
        using var next = await _client.GetAsync(s_pods, Token);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, next.StatusCode);
    }

    [Theory]
    [InlineData("ServerError", 500, "InternalError")]
    [InlineData("Unavailable", 503, "ServiceUnavailable")]
    public async Task Failures_come_as_a_status(string kind, int code, string reason)
    {
        await SetAsync($$"""{"kind":"{{kind}}"}""");

        using var response = await _client.GetAsync(s_pods, Token);

        Assert.Equal(code, (int)response.StatusCode);
        Assert.Equal(reason, (string)JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!["reason"]!);
    }

    [Fact]
    public async Task Dropped_connection_ends_the_answer_in_its_middle()
    {
        await SetAsync("""{"kind":"DropConnection","afterBytes":10}""");

        using var response = await _client.GetAsync(s_pods, HttpCompletionOption.ResponseHeadersRead, Token);
        await using var body = await response.Content.ReadAsStreamAsync(Token);
        var buffer = new byte[1000];
        var start = await body.ReadAtLeastAsync(buffer, 10, true, Token);

        Assert.Equal(10, start);
        var end = await Assert.ThrowsAnyAsync<IOException>(async () => await body.ReadExactlyAsync(buffer, Token));
        Assert.IsNotType<EndOfStreamException>(end);
    }

    [Fact]
    public async Task Closed_watch_ends_without_an_error()
    {
        await SetAsync("""{"kind":"CloseWatch"}""");

        Assert.Equal("", await _client.GetStringAsync(new Uri(s_pods + "?watch=true", UriKind.Relative), Token));
    }

    [Fact]
    public async Task Expired_watch_says_so_in_its_stream()
    {
        await SetAsync("""{"kind":"ExpireWatch"}""");

        var line = JsonNode.Parse(await _client.GetStringAsync(new Uri(s_pods + "?watch=true", UriKind.Relative), Token))!;

        Assert.Equal("ERROR", (string)line["type"]!);
        Assert.Equal(410, (int)line["object"]!["code"]!);
    }

    [Theory]
    [InlineData("""{"kind":"CloseWatch","afterEvents":2}""")]
    [InlineData("""{"kind":"DropConnection","afterBytes":100000}""")]
    public async Task A_watch_tells_what_happens_until_the_fault_is_due(string fault)
    {
        await SetAsync(fault);
        using var response = await _client.GetAsync(
            new Uri("/api/v1/namespaces?watch=true&resourceVersion=0", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Token);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Token));

        var first = JsonNode.Parse((await lines.ReadLineAsync(Token))!)!;

        Assert.Equal("ADDED", (string)first["type"]!);
        Assert.Equal("Namespace", (string)first["object"]!["kind"]!);
    }

    [Fact]
    public async Task Expired_continue_token_comes_with_a_fresh_one()
    {
        await SetAsync("""{"kind":"ExpireContinue"}""");
        var token = Convert.ToBase64String("""{"v":"meta.k8s.io/v1","rv":1000,"start":"web\u0000"}"""u8);

        using var response = await _client.GetAsync(new Uri($"{s_pods}?continue={token.TrimEnd('=')}", UriKind.Relative), Token);
        var status = JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!;

        Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
        var fresh = (string)status["metadata"]!["continue"]!;
        var content = Encoding.UTF8.GetString(Convert.FromBase64String(fresh.PadRight((fresh.Length + 3) / 4 * 4, '=')));
        Assert.Contains("\"rv\":-1", content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoked_token_is_refused_while_the_pod_gets_a_new_one()
    {
        await using var pod = new SimulatedPod(_server, new SandboxOptions());
        var file = Path.Combine(pod.ServiceAccountPath, "token");
        var old = await File.ReadAllTextAsync(file, Token);
        await SetAsync("""{"kind":"RevokeToken","count":1}""");
        using var client = _server.CreateClient(old);

        using var refused = await client.GetAsync(s_pods, Token);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        using var renewed = _server.CreateClient(await File.ReadAllTextAsync(file, Token));
        using var answer = await renewed.GetAsync(s_pods, Token);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Rotated_authority_reaches_pods_and_namespaces_and_ends_the_trust_in_the_old_one()
    {
        await using var pod = new SimulatedPod(_server, new SandboxOptions());
        using var trustsOld = _server.CreateClient();

        using var rotated = await _control.PostAsync(new Uri("authority/rotate", UriKind.Relative), null, Token);
        Assert.Equal(HttpStatusCode.NoContent, rotated.StatusCode);

        var mounted = await File.ReadAllTextAsync(Path.Combine(pod.ServiceAccountPath, "ca.crt"), Token);
        Assert.Equal(_server.AuthorityPem, mounted);
        var operations = _server.ControlPlane.Operations;
        var map = operations.Get(operations.Kinds.Require("configmaps"), "default", ApiAccessVolume.RootAuthorityConfigMap).Value;
        Assert.Equal(_server.AuthorityPem, (string)map["data"]!["ca.crt"]!);
        await Assert.ThrowsAsync<HttpRequestException>(() => trustsOld.GetAsync(new Uri("/healthz", UriKind.Relative), Token));
    }

    [Fact]
    public async Task Control_answers_only_those_who_know_its_path()
    {
        var wrong = new Uri(new Uri(_server.ControlUrl.GetLeftPart(UriPartial.Authority)), "/guess/faults");

        using var response = await _control.GetAsync(wrong, Token);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task Faults_can_be_listed_and_removed()
    {
        await SetAsync("""{"kind":"ServerError"}""");
        var listed = JsonNode.Parse(await _control.GetStringAsync(new Uri("faults", UriKind.Relative), Token))!["items"]!.AsArray();
        var id = (string)Assert.Single(listed)!["id"]!;

        using var removed = await _control.DeleteAsync(new Uri($"faults/{id}", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        using var again = await _control.DeleteAsync(new Uri($"faults/{id}", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"kind":"Nonsense"}""")]
    [InlineData("""{"kind":"Latency","count":{}}""")]
    public async Task Malformed_fault_is_a_bad_request(string body)
    {
        using var content = new StringContent(body);

        using var response = await _control.PostAsync(new Uri("faults", UriKind.Relative), content, Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private async Task SetAsync(string fault)
    {
        using var content = new StringContent(fault);
        using var response = await _control.PostAsync(new Uri("faults", UriKind.Relative), content, Token);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }
}
