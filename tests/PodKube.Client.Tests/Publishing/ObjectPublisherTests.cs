using System.Net;
using System.Text;
using PodKube.Client.Errors;
using PodKube.Client.Publishing;
using PodKube.Client.Resources;
using PodKube.Client.Tests.Support;

namespace PodKube.Client.Tests.Publishing;

public sealed class ObjectPublisherTests
{
    private const string Core = """
        {"kind":"APIGroupDiscoveryList","items":[{"metadata":{},"versions":[{"version":"v1","resources":[
         {"resource":"configmaps","responseKind":{"kind":"ConfigMap"},"scope":"Namespaced","verbs":["get"]},
         {"resource":"secrets","responseKind":{"kind":"Secret"},"scope":"Namespaced","verbs":["get"]},
         {"resource":"namespaces","responseKind":{"kind":"Namespace"},"scope":"Cluster","verbs":["get"]}]}]}]}
        """;

    private const string Groups = """{"kind":"APIGroupDiscoveryList","items":[]}""";

    private static readonly PublishOptions s_options = new() { Namespace = "team-a" };

    [Fact]
    public async Task Kinds_go_in_the_order_in_which_they_need_each_other()
    {
        FakeServer server = Serving(_ => null);
        List<PublishResult> results = await PublishAsync(server, Map("m"), Item("Namespace", "n"), Item("Secret", "s"));

        Assert.Equal(["Namespace", "ConfigMap", "Secret"], results.Select(r => r.Manifest.Kind));
        Assert.Equal(
            ["/api/v1/namespaces/n", "/api/v1/namespaces/team-a/configmaps/m", "/api/v1/namespaces/team-a/secrets/s"],
            server.Requests.Where(r => r.Method == "PATCH").Select(r => r.PathAndQuery.Split('?')[0]));
        Assert.All(results, r => Assert.Equal(PublishAction.Created, r.Action));
    }

    [Fact]
    public async Task What_is_there_as_it_shall_be_is_unchanged_whatever_a_controller_wrote_meanwhile()
    {
        FakeServer server = Serving(r => r.Method == "GET" ? Stored("m", 1, "x", "\"a\"") : Stored("m", 2, "x", "\"b\""));

        Assert.Equal(PublishAction.Unchanged, Assert.Single(await PublishAsync(server, Map("m"))).Action);
    }

    [Fact]
    public async Task What_a_controller_wrote_between_reading_and_applying_is_not_taken_for_ours()
    {
        int reads = 0;
        FakeServer server = Serving(r => r switch
        {
            { Method: "GET" } => Stored("m", ++reads, reads == 1 ? "old" : "x", "\"a\""),
            _ when r.Body!.Contains("\"resourceVersion\":\"1\"", StringComparison.Ordinal) => FakeServer.Status(409, "Conflict", "modified"),
            _ => Stored("m", 2, "x", "\"a\""),
        });

        Assert.Equal(PublishAction.Unchanged, Assert.Single(await PublishAsync(server, Map("m"))).Action);
        Assert.Equal(2, reads);
    }

    [Fact]
    public async Task A_conflict_of_owners_is_told_at_once()
    {
        FakeServer server = Serving(r => r.Method == "GET"
            ? Stored("m", 1, "x", "\"a\"")
            : FakeServer.Status(409, "Conflict", "conflict", """{"causes":[{"reason":"FieldManagerConflict","message":"conflict with \"other\"","field":".data.a"}]}"""));

        KubeApiException failure = Assert.IsType<KubeApiException>(Assert.Single(await PublishAsync(server, Map("m"))).Failure);

        Assert.Contains("-ForceConflicts", failure.Advice, StringComparison.Ordinal);
        Assert.Single(server.Requests, r => r.Method == "PATCH");
    }

    [Fact]
    public async Task An_object_that_never_rests_is_applied_to_whatever_is_there()
    {
        FakeServer server = Serving(r => r.Method == "GET" ? Stored("m", r.Number, "x", "\"a\"")
            : r.Body!.Contains("resourceVersion", StringComparison.Ordinal) ? FakeServer.Status(409, "Conflict", "modified") : Stored("m", 99, "y", "\"a\""));

        Assert.Equal(PublishAction.Configured, Assert.Single(await PublishAsync(server, Map("m"))).Action);
    }

    [Fact]
    public async Task What_differs_afterwards_is_configured()
    {
        FakeServer server = Serving(r => Stored("m", 1, r.Method == "GET" ? "x" : "y", "\"a\""));

        Assert.Equal(PublishAction.Configured, Assert.Single(await PublishAsync(server, Map("m"))).Action);
    }

    [Fact]
    public async Task One_failure_does_not_stop_the_others()
    {
        FakeServer server = Serving(r => r.Method == "PATCH" && r.PathAndQuery.Contains("/bad?", StringComparison.Ordinal)
            ? FakeServer.Status(422, "Invalid", "no good")
            : null);

        List<PublishResult> results = await PublishAsync(server, Map("bad"), Map("good"), Item("Ghost", "g"));

        Assert.True(Assert.IsType<KubeApiException>(results[0].Failure).IsInvalid);
        Assert.Null(results[1].Failure);
        Assert.IsType<KubeResourceException>(results[2].Failure);
    }

    [Fact]
    public async Task What_a_server_wrote_is_not_applied()
    {
        FakeServer server = Serving(_ => null);
        await PublishAsync(server, new KubeObject("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m","uid":"u","resourceVersion":"4","managedFields":[{}]},"data":{"a":"1"}}"""u8.ToArray()));

        Assert.Equal("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m"},"data":{"a":"1"}}""", server.Requests.Single(r => r.Method == "PATCH").Body);
    }

    [Fact]
    public async Task Two_of_one_name_are_one_and_a_failure()
    {
        List<PublishResult> results = await PublishAsync(Serving(_ => null), Map("m"), Map("m"));

        Assert.Null(results[0].Failure);
        Assert.Contains("twice", results[1].Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_objects_are_on_their_way_than_asked_for()
    {
        int running = 0;
        int most = 0;
        object gate = new();
        FakeServer server = new(async (r, stop) =>
        {
            if (Discovery(r) is { } discovery)
            {
                return discovery;
            }

            lock (gate)
            {
                most = Math.Max(most, ++running);
            }

            await Task.Yield();
            lock (gate)
            {
                running--;
            }

            return r.Method == "GET" ? Missing(r) : Stored("m", 1, "x", "\"a\"", 201);
        });
        using KubeClient client = Clients.Over(server);
        KubeObject[] many = [.. Enumerable.Range(0, 50).Select(i => Map($"m{i}"))];

        List<PublishResult> results = await new ObjectPublisher(client, s_options with { Concurrency = 3 }).PublishAsync(many).ToListAsync();

        Assert.Equal(many.Select(m => m.Name), results.Select(r => r.Manifest.Name));
        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public async Task A_comparison_is_a_dry_run_and_gives_the_changes()
    {
        FakeServer server = Serving(r => Stored("m", 1, r.Method == "GET" ? "x" : "y", "\"a\""));
        using KubeClient client = Clients.Over(server);

        ComparedObject compared = Assert.Single(await new ObjectPublisher(client, s_options).CompareAsync([Map("m")]).ToListAsync());

        Assert.Equal("data.a", Assert.Single(compared.Changes).Path);
        Assert.Contains("dryRun=All", server.Requests.Single(r => r.Method == "PATCH").PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_no_namespace_yet_is_compared_as_it_is_written()
    {
        FakeServer server = Serving(r => r.Method == "PATCH"
            ? FakeServer.Status(404, "NotFound", "namespaces \"team-a\" not found", """{"name":"team-a","kind":"namespaces"}""")
            : null);
        using KubeClient client = Clients.Over(server);

        ComparedObject compared = Assert.Single(await new ObjectPublisher(client, s_options).CompareAsync([Map("m")]).ToListAsync());

        Assert.Null(compared.Failure);
        Assert.True(compared.Before.IsEmpty);
        Assert.Contains("\"m\"", Encoding.UTF8.GetString(compared.After.Span), StringComparison.Ordinal);
    }

    private static KubeObject Map(string name) => Item("ConfigMap", name);

    private static KubeObject Item(string kind, string name) =>
        new(Encoding.UTF8.GetBytes($$$"""{"apiVersion":"v1","kind":"{{{kind}}}","metadata":{"name":"{{{name}}}"}}"""));

    private static async Task<List<PublishResult>> PublishAsync(FakeServer server, params KubeObject[] manifests)
    {
        using KubeClient client = Clients.Over(server);
        return await new ObjectPublisher(client, s_options).PublishAsync(manifests).ToListAsync();
    }

    /// <summary>Serves discovery; answers what the test does not with "not there" and "created".</summary>
    private static FakeServer Serving(Func<SentRequest, HttpResponseMessage?> answer) =>
        new(r => Discovery(r) ?? answer(r) ?? (r.Method == "GET" ? Missing(r) : Stored("m", 1, "x", "\"a\"", 201)));

    private static HttpResponseMessage? Discovery(SentRequest r) => r.PathAndQuery switch
    {
        "/api" => FakeServer.Json(Core),
        "/apis" => FakeServer.Json(Groups),
        _ => null,
    };

    private static HttpResponseMessage Missing(SentRequest r)
    {
        string name = r.PathAndQuery.Split('/')[^1];
        return FakeServer.Status((int)HttpStatusCode.NotFound, "NotFound", "not found", $$"""{"name":"{{name}}"}""");
    }

    private static HttpResponseMessage Stored(string name, int version, string value, string status, int code = 200) => FakeServer.Json(
        $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}","resourceVersion":"{{{version}}}"},"data":{"a":"{{{value}}}"},"status":{{{status}}}}""", code);
}
