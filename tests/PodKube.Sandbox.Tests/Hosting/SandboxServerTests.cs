using System.Net;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Hosting;

namespace PodKube.Sandbox.Tests.Hosting;

public sealed class SandboxServerTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bad_token_is_refused_even_where_anonymous_users_pass()
    {
        using var client = sandbox.Server.CreateClient("nonsense");

        using var response = await client.GetAsync(new Uri("/healthz", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Unauthorized", await MessageAsync(response));
    }

    [Theory]
    [InlineData("/api/v1/namespaces/default/pods", "pods is forbidden: User \"system:anonymous\" cannot list resource \"pods\" in API group \"\" in the namespace \"default\"")]
    [InlineData("/api/v1/nodes", "nodes is forbidden: User \"system:anonymous\" cannot list resource \"nodes\" in API group \"\" at the cluster scope")]
    [InlineData("/metrics", "forbidden: User \"system:anonymous\" cannot get path \"/metrics\"")]
    public async Task Anonymous_user_is_told_what_is_forbidden(string path, string message)
    {
        using var client = sandbox.Server.CreateClient();

        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(message, await MessageAsync(response));
    }

    [Fact]
    public async Task Client_certificate_of_another_authority_is_refused()
    {
        using var other = new Sandbox.Pki.ClusterCertificates(TimeProvider.System);
        using var handler = sandbox.Server.CreateHandler();
        handler.SslOptions.ClientCertificates = [other.Administrator];
        using var client = new HttpClient(handler) { BaseAddress = sandbox.Server.Url };

        using var response = await client.GetAsync(new Uri("/healthz", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Impersonation_without_a_name_is_a_bad_request()
    {
        using var client = sandbox.Server.CreateClient(sandbox.Server.AdministratorToken);
        client.DefaultRequestHeaders.Add("Impersonate-Group", "devs");

        using var response = await client.GetAsync(new Uri("/healthz", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(
            "requested &user.DefaultInfo{Name:\"\", UID:\"\", Groups:[]string{\"devs\"}, Extra:map[string][]string(nil)} without impersonating a user name",
            await MessageAsync(response));
    }

    [Fact]
    public async Task Published_key_verifies_the_tokens()
    {
        using var client = sandbox.Server.CreateClient(sandbox.Server.AdministratorToken);

        using var response = await client.GetAsync(new Uri("/openid/v1/jwks", UriKind.Relative), Token);
        var keys = JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!["keys"]!.AsArray();

        Assert.Equal("application/jwk-set+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("ES256", (string)Assert.Single(keys)!["alg"]!);
    }

    [Fact]
    public async Task Simulated_pod_renews_its_token_before_it_ends()
    {
        var time = new ManualTime(DateTimeOffset.UtcNow);
        var options = new SandboxOptions { Namespaces = ["team-a"], ServiceAccount = "robot", Time = time };
        await using var server = await SandboxServer.StartAsync(options, Token);
        await using var pod = new SimulatedPod(server, options);
        var file = Path.Combine(pod.ServiceAccountPath, "token");
        var first = await File.ReadAllTextAsync(file, Token);

        time.Advance(TimeSpan.FromSeconds(3607 * 0.79));
        Assert.Equal(first, await File.ReadAllTextAsync(file, Token));
        time.Advance(TimeSpan.FromSeconds(3607 * 0.02));

        var second = await File.ReadAllTextAsync(file, Token);
        Assert.NotEqual(first, second);
        Assert.Equal("system:serviceaccount:team-a:robot", server.ControlPlane.Tokens.Check(second, []).User?.Name);
    }

    [Fact]
    public async Task Simulated_pod_leaves_nothing_behind()
    {
        string folder;
        await using (var pod = new SimulatedPod(sandbox.Server, new SandboxOptions()))
        {
            folder = Path.GetDirectoryName(pod.ServiceAccountPath)!;
            Assert.True(File.Exists(pod.KubeconfigPath));
        }

        Assert.False(Directory.Exists(folder));
    }

    private static async Task<string> MessageAsync(HttpResponseMessage response) =>
        (string)JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!["message"]!;
}
