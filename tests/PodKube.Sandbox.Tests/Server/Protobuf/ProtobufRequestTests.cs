using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Tests.Server.Protobuf;

public sealed class ProtobufRequestTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private const string MediaType = "application/vnd.kubernetes.protobuf";
    private const string PodsPath = "/api/v1/namespaces/default/pods";

    private readonly HttpClient _client = sandbox.Server.CreateClient(sandbox.Server.AdministratorToken);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_pod_is_created_with_the_defaults_that_json_would_get()
    {
        var (status, fromProtobuf) = await SendAsync(HttpMethod.Post, PodsPath + "?dryRun=All", MessageWriter.Envelope("v1", "Pod", Pods.Message("web").ToArray()));
        Assert.Equal(HttpStatusCode.Created, status);

        var json = """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","labels":{"app":"web"}},"spec":{
             "volumes":[{"name":"data","emptyDir":{"sizeLimit":"1Gi"}}],
             "containers":[{"name":"app","image":"nginx:1.27","ports":[{"name":"http","containerPort":80}],"env":[{"name":"A","value":"1"}],
              "resources":{"requests":{"cpu":"100m"}},"readinessProbe":{"httpGet":{"path":"/ready","port":"http"},"periodSeconds":5}}]}}
            """;
        var (_, fromJson) = await SendAsync(HttpMethod.Post, PodsPath + "?dryRun=All", System.Text.Encoding.UTF8.GetBytes(json), "application/json");

        // The name of the token volume is random.
        Assert.Equal(Spec(fromJson), Spec(fromProtobuf));
    }

    [Fact]
    public async Task The_answer_is_json_for_clients_that_prefer_protobuf()
    {
        using var request = Request(HttpMethod.Post, "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", Review(), MediaType);
        request.Headers.TryAddWithoutValidation("Accept", "application/vnd.kubernetes.protobuf,application/json");

        using var response = await _client.SendAsync(request, Token);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!;

        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.True((bool)body["status"]!["allowed"]!);
        Assert.Equal("pods", (string)body["spec"]!["resourceAttributes"]!["resource"]!);
    }

    [Fact]
    public async Task A_client_that_takes_nothing_but_protobuf_is_told_what_there_is()
    {
        using var request = Request(HttpMethod.Post, "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", Review(), MediaType);
        request.Headers.TryAddWithoutValidation("Accept", MediaType);

        using var response = await _client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.NotAcceptable, response.StatusCode);
    }

    [Fact]
    public async Task A_service_account_gets_a_token()
    {
        var raw = new MessageWriter().Bytes(1, []).Message(2, spec => spec.Number(4, 1200)).Message(3, status => status.Text(1, "").Bytes(2, [])).ToArray();

        var (status, body) = await SendAsync(
            HttpMethod.Post, "/api/v1/namespaces/default/serviceaccounts/default/token", MessageWriter.Envelope("authentication.k8s.io/v1", "TokenRequest", raw));

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(1200, (int)body["spec"]!["expirationSeconds"]!);
        Assert.NotEmpty((string)body["status"]!["token"]!);
    }

    [Fact]
    public async Task Preconditions_of_a_deletion_are_heeded()
    {
        await CreateConfigMapAsync("guarded");
        var raw = new MessageWriter().Number(1, 0).Message(2, preconditions => preconditions.Text(1, "another")).Text(4, "Background").ToArray();

        // client-go sends the options under the group of the resource.
        var (status, body) = await SendAsync(
            HttpMethod.Delete, "/api/v1/namespaces/default/configmaps/guarded", MessageWriter.Envelope("apps/v1", "DeleteOptions", raw));

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("another", (string)body["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_put_replaces_what_is_there()
    {
        await CreateConfigMapAsync("replaced");
        var raw = new MessageWriter().Message(1, metadata => metadata.Text(1, "replaced")).Entry(2, "b", "2").ToArray();

        var (status, body) = await SendAsync(
            HttpMethod.Put, "/api/v1/namespaces/default/configmaps/replaced", MessageWriter.Envelope("v1", "ConfigMap", raw));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"b":"2"}""", body["data"]!.ToJsonString());
    }

    [Fact]
    public async Task A_certificate_request_is_approved()
    {
        const string Path = "/apis/certificates.k8s.io/v1/certificatesigningrequests";
        const string ApiVersion = "certificates.k8s.io/v1";
        const string Kind = "CertificateSigningRequest";
        Action<MessageWriter> spec = content => content.Bytes(1, [1, 2, 3]).Text(5, "client auth").Text(7, "example.com/signer");
        var asked = new MessageWriter().Message(1, metadata => metadata.Text(1, "jane")).Message(2, spec).ToArray();
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(HttpMethod.Post, Path, MessageWriter.Envelope(ApiVersion, Kind, asked))).Status);

        var approved = new MessageWriter()
            .Message(1, metadata => metadata.Text(1, "jane"))
            .Message(2, spec)
            .Message(3, status => status.Message(1, condition => condition.Text(1, "Approved").Text(2, "ByTest").Text(3, "").Bytes(4, []).Text(6, "True")))
            .ToArray();
        var (status, body) = await SendAsync(HttpMethod.Put, Path + "/jane/approval", MessageWriter.Envelope(ApiVersion, Kind, approved));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("AQID", (string)body["spec"]!["request"]!);
        Assert.Equal("Approved", (string)Assert.Single(body["status"]!["conditions"]!.AsArray())!["type"]!);
    }

    [Theory]
    [InlineData("", "the object provided is unrecognized (must be of type Pod): empty data (<empty>)")]
    [InlineData("6B387300", "the object provided is unrecognized (must be of type Pod): empty body (6b387300)")]
    [InlineData("7B7D", "the object provided is unrecognized (must be of type Pod): provided data does not appear to be a protobuf message, expected prefix [107 56 115 0] ({})")]
    [InlineData("6B3873000A", "the object provided is unrecognized (must be of type Pod): unexpected EOF (6b3873000a)")]
    [InlineData("6B3873000801", "the object provided is unrecognized (must be of type Pod): proto: wrong wireType = 0 for field TypeMeta (6b3873000801)")]
    [InlineData("6B38730012010A", "Pod in version \"v1\" cannot be handled as a Pod: unexpected EOF")]
    public async Task Malformed_bodies_are_bad_requests(string hex, string message)
    {
        var (status, body) = await SendAsync(HttpMethod.Post, PodsPath, Convert.FromHexString(hex));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("BadRequest", (string)body["reason"]!);
        Assert.Equal(message, (string)body["message"]!);
    }

    [Fact]
    public async Task Free_form_json_may_be_as_deep_as_the_limit_and_no_deeper()
    {
        Assert.Equal(HttpStatusCode.Created, (await RevisionAsync("shallow", JsonText.MaxDepth)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await RevisionAsync("deep", 100 * JsonText.MaxDepth)).Status);
    }

    [Fact]
    public async Task Bodies_with_random_errors_are_the_clients_fault()
    {
        var random = new Random(20_260);
        var valid = MessageWriter.Envelope("v1", "Pod", Pods.Message("fuzz").ToArray());
        for (var i = 0; i < 300; i++)
        {
            var body = (byte[])valid.Clone();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                body[random.Next(body.Length)] = (byte)random.Next(256);
            }

            var (status, answer) = await SendAsync(HttpMethod.Post, PodsPath + "?dryRun=All", body);

            Assert.True((int)status < 500, $"{Convert.ToHexString(body)}: {answer}");
        }
    }

    [Fact]
    public async Task Another_kind_than_the_url_names_is_a_bad_request()
    {
        var (status, body) = await SendAsync(HttpMethod.Post, PodsPath, MessageWriter.Envelope("v1", "Secret", [1, 2, 3]));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith("Secret in version \"v1\" cannot be handled as a Pod", (string)body["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_quantity_is_a_bad_request()
    {
        var raw = new MessageWriter().Message(1, metadata => metadata.Text(1, "q")).Message(2, spec => spec.QuantityEntry(1, "pods", "many")).ToArray();

        var (status, _) = await SendAsync(HttpMethod.Post, "/api/v1/namespaces/default/resourcequotas", MessageWriter.Envelope("v1", "ResourceQuota", raw));

        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    [Fact]
    public async Task A_kind_without_field_numbers_is_an_unsupported_media_type()
    {
        var (status, body) = await SendAsync(
            HttpMethod.Post,
            "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
            MessageWriter.Envelope("apiextensions.k8s.io/v1", "CustomResourceDefinition", []));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, status);
        Assert.Equal("UnsupportedMediaType", (string)body["reason"]!);
    }

    private static string Spec(JsonNode pod)
    {
        foreach (var volume in pod["spec"]!["volumes"]!.AsArray().Where(volume => volume!["projected"] is not null))
        {
            volume!["name"] = "token";
        }

        foreach (var mount in pod["spec"]!["containers"]!.AsArray().SelectMany(container => container!["volumeMounts"]!.AsArray()))
        {
            mount!["name"] = "token";
        }

        return pod["spec"]!.ToJsonString();
    }

    private static byte[] Review() => MessageWriter.Envelope("authorization.k8s.io/v1", "SelfSubjectAccessReview", new MessageWriter()
        .Bytes(1, [])
        .Message(2, spec => spec.Message(1, attributes => attributes.Text(1, "default").Text(2, "list").Text(3, "").Text(4, "*").Text(5, "pods")))
        .Message(3, status => status.Flag(1, false).Text(2, "").Text(3, "").Flag(4, false))
        .ToArray());

    private static HttpRequestMessage Request(HttpMethod method, string path, byte[] body, string mediaType) =>
        new(method, new Uri(path, UriKind.Relative))
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } },
        };

    private Task<(HttpStatusCode Status, JsonNode Body)> RevisionAsync(string name, int depth)
    {
        var data = new string('[', depth) + new string(']', depth);
        var raw = new MessageWriter().Message(1, metadata => metadata.Text(1, name)).Message(2, json => json.Text(1, data)).Number(3, 1).ToArray();
        return SendAsync(HttpMethod.Post, "/apis/apps/v1/namespaces/default/controllerrevisions", MessageWriter.Envelope("apps/v1", "ControllerRevision", raw));
    }

    private async Task CreateConfigMapAsync(string name)
    {
        var raw = new MessageWriter().Message(1, metadata => metadata.Text(1, name)).Entry(2, "a", "1").ToArray();
        var (status, _) = await SendAsync(HttpMethod.Post, "/api/v1/namespaces/default/configmaps", MessageWriter.Envelope("v1", "ConfigMap", raw));
        Assert.Equal(HttpStatusCode.Created, status);
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(HttpMethod method, string path, byte[] body, string mediaType = MediaType)
    {
        using var request = Request(method, path, body, mediaType);
        using var response = await _client.SendAsync(request, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        return (response.StatusCode, JsonNode.Parse(text, documentOptions: new System.Text.Json.JsonDocumentOptions { MaxDepth = 2000 })!);
    }
}
