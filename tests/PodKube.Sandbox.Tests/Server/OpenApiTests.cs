using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Server.Protobuf;

namespace PodKube.Sandbox.Tests.Server;

public sealed class OpenApiTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private const string Definitions = "#/definitions/";

    private readonly HttpClient _client = sandbox.Server.CreateClient(sandbox.Server.AdministratorToken);

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Every_reference_of_version_2_leads_to_a_definition()
    {
        var swagger = await _client.GetJsonAsync("/openapi/v2");

        var definitions = swagger["definitions"]!.AsObject();
        var references = References(swagger).ToHashSet();
        Assert.Contains(Definitions + "io.k8s.api.core.v1.Pod", references);
        Assert.All(references, reference => Assert.Contains(reference[Definitions.Length..], definitions));
    }

    [Fact]
    public async Task Types_of_one_name_in_two_groups_stay_apart()
    {
        var definitions = (await _client.GetJsonAsync("/openapi/v2"))["definitions"]!;

        Assert.NotNull(definitions["io.k8s.v1.Subject"]!["properties"]!["apiGroup"]);
        Assert.NotNull(definitions["io.k8s.flowcontrol.apiserver.k8s.io.v1.io.k8s.v1.Subject"]!["properties"]!["serviceAccount"]);
    }

    [Fact]
    public async Task Patch_of_a_kind_names_its_group_and_takes_validation()
    {
        var patch = (await _client.GetJsonAsync("/openapi/v2"))["paths"]!["/apis/apps/v1/namespaces/{namespace}/deployments/{name}"]!["patch"]!;

        Assert.Equal("""{"group":"apps","kind":"Deployment","version":"v1"}""", patch["x-kubernetes-group-version-kind"]!.ToJsonString());
        Assert.Contains(patch["parameters"]!.AsArray(), parameter => (string)parameter!["name"]! == "fieldValidation" && (string)parameter["type"]! == "string");
    }

    [Theory]
    [InlineData("application/com.github.proto-openapi.spec.v2@v1.0+protobuf")]
    [InlineData("application/com.github.proto-openapi.spec.v2.v1.0+protobuf")]
    public async Task Protobuf_holds_what_the_json_has(string accept)
    {
        var swagger = await _client.GetJsonAsync("/openapi/v2");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi/v2");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var message = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal(new MediaTypeHeaderValue("application/com.github.proto-openapi.spec.v2.v1.0+protobuf"), response.Content.Headers.ContentType);
        Assert.Equal("2.0", Encoding.UTF8.GetString(Fields(message, 1).Single()));
        Assert.Equal(Names(swagger["paths"]), Fields(Fields(message, 8).Single(), 2).Select(path => Encoding.UTF8.GetString(Fields(path, 1).Single())));
        Assert.Equal(Names(swagger["definitions"]), Fields(Fields(message, 9).Single(), 1).Select(path => Encoding.UTF8.GetString(Fields(path, 1).Single())));
    }

    private static IEnumerable<string> Names(JsonNode? map) => map!.AsObject().Select(entry => entry.Key);

    private static List<byte[]> Fields(byte[] message, int field)
    {
        var found = new List<byte[]>();
        var reader = new WireReader(message);
        while (reader.TryReadTag(out var number, out var type))
        {
            if (number == field)
            {
                found.Add(reader.ReadBytes().ToArray());
            }
            else
            {
                reader.Skip(type);
            }
        }

        return found;
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => member is { Key: "$ref", Value: JsonValue target } ? [(string)target!] : References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };
}
