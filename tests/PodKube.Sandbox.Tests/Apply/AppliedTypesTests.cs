using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Tests.Apply;

/// <summary>The texts are those of kube-apiserver v1.36.2, which says all of this with a 500.</summary>
public sealed class AppliedTypesTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private readonly HttpClient _client = sandbox.Server.CreateClient(sandbox.Server.AdministratorToken);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("Ignore")]
    [InlineData("Warn")]
    [InlineData("Strict")]
    public async Task Unknown_field_is_refused_whatever_the_validation(string validation)
    {
        var (status, answer) = await ApplyAsync(
            "/api/v1/namespaces/default/configmaps/a?fieldManager=m&fieldValidation=" + validation,
            """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","namespace":"default"},"colour":"red"}""");

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Equal("failed to create typed patch object (default/a; /v1, Kind=ConfigMap): .colour: field not declared in schema", (string?)answer["message"]);
        Assert.False(answer.ContainsKey("reason"));
        Assert.False(answer.ContainsKey("details"));
    }

    [Theory]
    [InlineData("""{"hostNetwork":"yes","containers":[]}""", ".spec.hostNetwork: expected boolean, got &{yes}")]
    [InlineData("""{"priority":true}""", ".spec.priority: expected numeric (int or float), got bool")]
    [InlineData("""{"containers":{"name":"c"}}""", ".spec.containers: expected list, got &{map[name:c]}")]
    [InlineData("""{"containers":["x"]}""", ".spec.containers: element 0: associative list with keys may not have non-map elements")]
    [InlineData("""{"containers":[null]}""", ".spec.containers: element 0: associative list with keys may not have a null element")]
    [InlineData("""{"containers":[{"name":"c"},{"name":"c"}]}""", ".spec.containers: duplicate entries for key [name=\"c\"]")]
    [InlineData("""{"containers":[{"name":"c","foo":null}]}""", ".spec.containers[name=\"c\"].foo: field not declared in schema")]
    [InlineData("""{"tolerations":["x"]}""", ".spec.tolerations[0]: expected map, got &{x}")]
    [InlineData("[]", ".spec: expected map, got &{[]}")]
    [InlineData(
        """{"containers":[{"name":"c","image":["a",1,{"b":null}]}],"hostPID":{"b":"x","a":1}}""",
        "errors:\n  .spec.containers[name=\"c\"].image: expected string, got &value.valueUnstructured{Value:[]interface {}{\"a\", 1, map[string]interface {}{\"b\":interface {}(nil)}}}"
        + "\n  .spec.hostPID: expected boolean, got &{map[a:1 b:x]}")]
    public async Task Value_of_another_type_is_named_with_its_path(string spec, string error)
    {
        var (status, answer) = await ApplyAsync(
            "/api/v1/namespaces/default/pods/p?fieldManager=m&dryRun=All",
            $$$"""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{{{spec}}}}""");

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Equal("failed to create typed patch object (/p; /v1, Kind=Pod): " + error, (string?)answer["message"]);
    }

    [Fact]
    public async Task Quantities_ports_and_nulls_may_be_what_they_are()
    {
        var (status, answer) = await ApplyAsync(
            "/api/v1/namespaces/default/pods/q?fieldManager=m",
            """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"q","creationTimestamp":null},"spec":{"nodeSelector":null,"containers":[{"name":"c","image":"i",
             "resources":{"limits":{"cpu":1}},"livenessProbe":{"httpGet":{"port":"http"}},"readinessProbe":{"httpGet":{"port":80}},"ports":[{"name":"http","containerPort":80}]}]}}
            """);

        Assert.True(status == HttpStatusCode.Created, answer.ToJsonString());
    }

    private async Task<(HttpStatusCode Status, JsonObject Answer)> ApplyAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/apply-patch+yaml");
        using var response = await _client.PatchAsync(new Uri(path, UriKind.Relative), content, Token);
        return (response.StatusCode, await response.ReadJsonAsync());
    }
}
