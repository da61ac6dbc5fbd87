using System.Text;
using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Tests.Apply;

/// <summary>Tried on kube-apiserver v1.36.2: who applies nothing owns nothing, and is not written down.</summary>
public sealed class EmptyConfigurationTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private const string WithData = """{"apiVersion":"v1","kind":"ConfigMap","data":{"a":"1"}}""";
    private const string Empty = """{"apiVersion":"v1","kind":"ConfigMap"}""";

    private readonly HttpClient _client = sandbox.Server.CreateClient(sandbox.Server.AdministratorToken);

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Who_applies_nothing_is_no_owner()
    {
        Assert.Null((await ApplyAsync("nothing", "m", Empty))["metadata"]!["managedFields"]);
    }

    [Fact]
    public async Task Who_applies_nothing_any_more_is_none_any_more()
    {
        Assert.Equal(["m"], Managers(await ApplyAsync("less", "m", WithData)));

        var answer = await ApplyAsync("less", "m", Empty);

        Assert.Null(answer["metadata"]!["managedFields"]);
        Assert.Null(answer["data"]);
    }

    [Fact]
    public async Task Others_stay_owners()
    {
        await ApplyAsync("shared", "m", WithData);

        var answer = await ApplyAsync("shared", "other", Empty);

        Assert.Equal(["m"], Managers(answer));
        Assert.Equal("1", (string?)answer["data"]!["a"]);
    }

    private static IEnumerable<string?> Managers(JsonObject answer) =>
        answer["metadata"]!["managedFields"]!.AsArray().Select(static entry => (string?)entry!["manager"]);

    private async Task<JsonObject> ApplyAsync(string name, string manager, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/apply-patch+yaml");
        using var response = await _client.PatchAsync(
            new Uri($"/api/v1/namespaces/default/configmaps/{name}?fieldManager={manager}", UriKind.Relative), content, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.ReadJsonAsync();
    }
}
