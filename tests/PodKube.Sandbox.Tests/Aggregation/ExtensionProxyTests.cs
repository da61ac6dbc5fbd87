using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using PodKube.Sandbox.Aggregation;
using PodKube.Sandbox.Hosting;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Tests.Aggregation;

public sealed class ExtensionProxyTests : IAsyncLifetime
{
    private const string Name = "v1.hello.podkube.dev";
    private const string List = "/apis/hello.podkube.dev/v1/namespaces/default/greetings?limit=5";

    private readonly Channel<AvailableReport> _conditions = Channel.CreateUnbounded<AvailableReport>();
    private SandboxServer _server = null!;
    private ExtensionServer _extension = null!;
    private HttpClient _admin = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _extension = await ExtensionServer.StartAsync("hello.default.svc");
        _server = await SandboxServer.StartAsync(new SandboxOptions(), Token);
        _server.ControlPlane.Operations.Store.Written += Report;
        _admin = _server.CreateClient(_server.AdministratorToken);
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _server.DisposeAsync();
        await _extension.DisposeAsync();
    }

    [Fact]
    public async Task Requests_reach_the_server_in_the_name_of_their_user()
    {
        await CreateServiceAsync();
        await RegisterAsync(_extension.AuthorityPem);
        Assert.Equal(new AvailableReport("True", "Passed"), await NextConditionAsync());
        _admin.DefaultRequestHeaders.Add("X-Remote-User", "mallory");
        _admin.DefaultRequestHeaders.Add("Impersonate-User", "jane");
        _admin.DefaultRequestHeaders.Add("Impersonate-Group", "system:masters");
        _admin.DefaultRequestHeaders.Add("Impersonate-Extra-Example.com%2Fproject", "blue");

        var list = await _admin.GetJsonAsync(List);

        Assert.Equal("GreetingList", (string)list["kind"]!);
        // The monitor asks for the group's resources meanwhile.
        var seen = Assert.Single(_extension.Requests, request => request["path"] == List);
        Assert.Equal("front-proxy-client", seen["certificate"]);
        Assert.Equal("jane", seen["X-Remote-User"]);
        Assert.Equal("system:masters|system:authenticated", seen["X-Remote-Group"]);
        Assert.Equal("blue", seen["X-Remote-Extra-example.com%2fproject"]);
        Assert.DoesNotContain("Authorization", seen.Keys);
        Assert.DoesNotContain("Impersonate-User", seen.Keys);
    }

    [Fact]
    public async Task Extension_shows_up_in_aggregated_discovery()
    {
        await CreateServiceAsync();
        await RegisterAsync(_extension.AuthorityPem);
        await NextConditionAsync();
        _admin.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList");

        var groups = (await _admin.GetJsonAsync("/apis"))["items"]!.AsArray();

        var version = groups.Single(group => (string)group!["metadata"]!["name"]! == "hello.podkube.dev")!["versions"]![0]!;
        Assert.Equal("Current", (string)version["freshness"]!);
        Assert.Equal("greetings", (string)version["resources"]![0]!["resource"]!);
        Assert.Equal("status", (string)version["resources"]![0]!["subresources"]![0]!["subresource"]!);
    }

    [Fact]
    public async Task Extension_publishes_its_kinds_beside_those_of_the_server()
    {
        await CreateServiceAsync();
        await RegisterAsync(_extension.AuthorityPem);
        await NextConditionAsync();

        var index = (await _admin.GetJsonAsync("/openapi/v3"))["paths"]!;
        var document = await _admin.GetJsonAsync("/openapi/v3/apis/hello.podkube.dev/v1");
        var swagger = await _admin.GetJsonAsync("/openapi/v2");

        Assert.Equal("/openapi/v3/apis/hello.podkube.dev/v1?hash=1", (string)index["apis/hello.podkube.dev/v1"]!["serverRelativeURL"]!);
        Assert.NotNull(index["apis/apps/v1"]);
        Assert.Null(index["version"]);
        Assert.NotNull(document["components"]!["schemas"]!["dev.podkube.hello.v1.Greeting"]);
        Assert.Equal("listGreeting", (string)swagger["paths"]!["/apis/hello.podkube.dev/v1/greetings"]!["get"]!["operationId"]!);
        Assert.NotNull(swagger["definitions"]!["dev.podkube.hello.v1.Greeting"]);
        Assert.Null(swagger["paths"]!["/version/"]);
        Assert.Equal("system:aggregator", Assert.Single(_extension.Requests, request => request["path"] == "/openapi/v2")["X-Remote-User"]);
    }

    [Fact]
    public async Task Server_with_a_certificate_of_another_authority_is_not_available()
    {
        await CreateServiceAsync();
        await RegisterAsync(_server.AuthorityPem);

        Assert.Equal(new AvailableReport("False", "FailedDiscoveryCheck"), await NextConditionAsync());
        using var response = await _admin.GetAsync(new Uri(List, UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("service unavailable\n", await response.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task Service_that_comes_later_makes_it_available()
    {
        await RegisterAsync(_extension.AuthorityPem);
        Assert.Equal(new AvailableReport("False", "ServiceNotFound"), await NextConditionAsync());

        await CreateServiceAsync();

        AvailableReport report;
        do
        {
            report = await NextConditionAsync();
        }
        while (report.Status == "False");
        Assert.Equal("Passed", report.Reason);
    }

    private Task<JsonObject> RegisterAsync(string authority) => _admin.CreateAsync(
        "/apis/apiregistration.k8s.io/v1/apiservices",
        $$$"""
        {"metadata":{"name":"{{{Name}}}"},"spec":{"group":"hello.podkube.dev","version":"v1","groupPriorityMinimum":1000,"versionPriority":15,
         "caBundle":"{{{Convert.ToBase64String(Encoding.UTF8.GetBytes(authority))}}}","service":{"namespace":"default","name":"hello","port":443}}
         }
        """);

    private async Task CreateServiceAsync()
    {
        await _admin.CreateAsync(
            "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices",
            $$$"""
            {"metadata":{"name":"hello-1","labels":{"kubernetes.io/service-name":"hello"}},"addressType":"IPv4",
             "endpoints":[{"addresses":["127.0.0.1"],"conditions":{"ready":true}}],"ports":[{"name":"https","port":{{{_extension.Port}}},"protocol":"TCP"}]}
            """);
        await _admin.CreateAsync(
            "/api/v1/namespaces/default/services",
            """{"metadata":{"name":"hello"},"spec":{"ports":[{"name":"https","port":443}]}}""");
    }

    private async Task<AvailableReport> NextConditionAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(5));
        return await _conditions.Reader.ReadAsync(limit.Token);
    }

    private void Report(StoreEvent change)
    {
        if (change.Object.Key == new ObjectKey(LocalApiServices.Resource, "", Name)
            && change.Object.Value["status"]?["conditions"]?[0] is { } condition)
        {
            _conditions.Writer.TryWrite(new AvailableReport((string)condition["status"]!, (string)condition["reason"]!));
        }
    }

    private sealed record AvailableReport(string Status, string Reason);
}
