namespace PodKube.Sandbox.Tests.Server;

public sealed class DeprecationTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private readonly HttpClient _client = sandbox.Server.CreateClient(sandbox.Server.AdministratorToken);

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("/api/v1/namespaces/default/endpoints", "299 - \"v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice\"")]
    [InlineData("/api/v1/namespaces/default/endpoints/nothing", "299 - \"v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice\"")]
    [InlineData("/api/v1/componentstatuses", "299 - \"v1 ComponentStatus is deprecated in v1.19+\"")]
    [InlineData("/api/v1/namespaces/default/pods", null)]
    public async Task Requests_of_deprecated_versions_are_warned(string path, string? warning) => Assert.Equal(warning, await WarningAsync(path));

    [Theory]
    [InlineData("old", "", "299 - \"old.example.com/v1 Thing is deprecated\"")]
    [InlineData("older", ",\"deprecationWarning\":\"use gadgets\"", "299 - \"use gadgets\"")]
    public async Task Definitions_deprecate_their_versions_and_publish_their_fields_in_order(string group, string warning, string expected)
    {
        await _client.CreateAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", $$$"""
            {"metadata":{"name":"things.{{{group}}}.example.com"},"spec":{"group":"{{{group}}}.example.com","scope":"Namespaced","names":{"plural":"things","singular":"thing","kind":"Thing"},
             "versions":[{"name":"v1","served":true,"storage":true,"deprecated":true{{{warning}}},
              "schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","properties":{"zeta":{"type":"string"},"alpha":{"type":"integer"} } } } } } }]}}
            """);

        Assert.Equal(expected, await WarningAsync($"/apis/{group}.example.com/v1/things"));
        var schemas = (await _client.GetJsonAsync($"/openapi/v3/apis/{group}.example.com/v1"))["components"]!["schemas"]!.AsObject();
        var thing = schemas.Single(schema => schema.Key.EndsWith(".Thing", StringComparison.Ordinal)).Value!;
        Assert.Equal(["alpha", "zeta"], thing["properties"]!["spec"]!["properties"]!.AsObject().Select(property => property.Key));
    }

    private async Task<string?> WarningAsync(string path)
    {
        using var response = await _client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return response.Headers.TryGetValues("Warning", out var warnings) ? string.Join(", ", warnings) : null;
    }
}
