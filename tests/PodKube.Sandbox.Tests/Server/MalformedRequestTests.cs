using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Controllers;
using PodKube.Sandbox.Hosting;
using PodKube.Sandbox.Tests.Recordings;

namespace PodKube.Sandbox.Tests.Server;

/// <summary>Throws broken variants of real requests at every route: whatever comes, the answer is never a 500 but <see cref="KnownFault"/>.</summary>
public sealed class MalformedRequestTests : IAsyncLifetime
{
    private const int VariantsPerRequest = 12;

    private static readonly string[] s_texts =
    [
        "", "null", "[]", "{}", "\"x\"", "1", "{", "{\"a\":", "\u0000", "{\"metadata\":null}", "{\"metadata\":[]}", "{\"metadata\":{\"name\":5}}",
        "{\"metadata\":{\"labels\":{\"a\":{}}}}", "{\"spec\":[1]}", "{\"kind\":{},\"apiVersion\":7}", "{\"metadata\":{\"managedFields\":[{\"fieldsV1\":{\"k:{\":{}}}]}}",
        "[{\"op\":\"add\"}]", "[{\"op\":\"add\",\"path\":\"/metadata\",\"value\":3}]", "[{\"op\":\"remove\",\"path\":\"/\"}]", "[{\"op\":\"move\",\"path\":\"/a\",\"from\":7}]",
        "- a: &x [*x]", "a: !!binary x", "? [a]\n: b", "\t", "a: 0x", "{\"spec\":{\"replicas\":1e400}}", "{\"spec\":{\"replicas\":99999999999999999999}}",
    ];

    private static readonly string[] s_queries =
    [
        "limit=-1", "limit=99999999999999999999", "continue=%00", "continue=eyJ2IjoibWV0YS5rOHMuaW8vdjEifQ", "resourceVersion=-1", "resourceVersion=99999999999999999999",
        "watch=1&timeoutSeconds=-5&resourceVersion=0&sendInitialEvents=x", "labelSelector=%28%28", "labelSelector=a%20in%20%28", "labelSelector=%21", "fieldSelector=%3D", "fieldSelector=%5C",
        "dryRun=All&dryRun=x", "fieldManager=" + "%20", "fieldValidation=x", "gracePeriodSeconds=x", "propagationPolicy=&orphanDependents=x", "includeObject=zzz", "force=1", "resourceVersionMatch=Exact&resourceVersion=1",
    ];

    private static readonly string[] s_types =
    [
        "application/json", "application/yaml", "application/merge-patch+json", "application/json-patch+json", "application/strategic-merge-patch+json",
        "application/apply-patch+yaml", "application/vnd.kubernetes.protobuf", "text/plain", ";;;", "application/json; charset",
    ];

    private static readonly string[] s_methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "BREW"];

    private SandboxServer? _server;

    public async ValueTask InitializeAsync() => _server = await SandboxServer.StartAsync(new SandboxOptions
    {
        Nodes = 0,
        Workloads = new WorkloadOptions { Scheduler = false, Kubelet = false },
    });

    public async ValueTask DisposeAsync() => await _server!.DisposeAsync();

    [Fact]
    public async Task No_request_gets_a_500()
    {
        var random = new Random(20261121);
        foreach (var name in Recording.Names)
        {
            foreach (var step in Recording.Load(name).Steps)
            {
                // As it was recorded first, so that there is something to go wrong on.
                await SendAsync(step.Method, step.Path, step.RawBody ?? step.Body?.ToJsonString() ?? "", step.Headers.GetValueOrDefault("Content-Type", ""), "");
                for (var variant = 0; variant < VariantsPerRequest; variant++)
                {
                    await SendVariantAsync(random, step);
                }
            }
        }
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(50_000)]
    public async Task Deep_bodies_are_refused(int depth)
    {
        var body = "{\"metadata\":{\"name\":\"deep\"},\"data\":" + string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth) + "}";

        Assert.Equal(400, await SendAsync("POST", "/api/v1/namespaces/default/configmaps", body, "application/json", ""));
    }

    [Fact]
    public async Task Invalid_unicode_is_refused()
    {
        byte[] body = [.. "{\"metadata\":{\"name\":\"u\"},\"data\":{\"a\":\""u8, 0xff, 0xfe, .. "\"}}"u8];

        Assert.Equal(400, await SendAsync("POST", "/api/v1/namespaces/default/configmaps", body, "application/json", ""));
    }

    private async Task SendVariantAsync(Random random, RecordedStep step)
    {
        var text = step.RawBody ?? step.Body?.ToJsonString() ?? Pick(random, s_texts);
        var body = random.Next(4) switch
        {
            0 => Encoding.UTF8.GetBytes(text[..random.Next(text.Length + 1)]),
            1 => Encoding.UTF8.GetBytes(Pick(random, s_texts)),
            2 => Flip(random, Encoding.UTF8.GetBytes(text)),
            _ => Encoding.UTF8.GetBytes(Retype(random, text)),
        };
        var path = random.Next(5) == 0 ? Disturb(random, step.Path) : step.Path;
        var query = random.Next(2) == 0 ? Pick(random, s_queries) : "";
        var method = random.Next(5) == 0 ? Pick(random, s_methods) : step.Method;
        var type = random.Next(3) == 0 ? Pick(random, s_types) : step.Headers.GetValueOrDefault("Content-Type", "application/json");
        var status = await SendAsync(method, path, body, type, query);
        Assert.True(status != 500, $"{method} {path}?{query} as {type} got a 500 for: {Encoding.UTF8.GetString(body)}");
    }

    private static string Pick(Random random, string[] choices) => choices[random.Next(choices.Length)];

    private static byte[] Flip(Random random, byte[] bytes)
    {
        for (var i = 0; i < 3 && bytes.Length > 0; i++)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return bytes;
    }

    /// <summary>Replaces one value somewhere in the body by one of another type.</summary>
    private static string Retype(Random random, string text)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return text;
        }

        var holders = new List<JsonObject>();
        Collect(root, holders);
        if (holders.Count == 0)
        {
            return text;
        }

        var holder = holders[random.Next(holders.Count)];
        var name = holder.Select(member => member.Key).ElementAt(random.Next(holder.Count));
        holder[name] = JsonNode.Parse(Pick(random, ["null", "5", "-1.5", "\"\"", "\"x/y\"", "[]", "[null]", "{}", "{\"\":null}", "true", "[{\"name\":null}]"]));
        return root!.ToJsonString();
    }

    private static void Collect(JsonNode? node, List<JsonObject> holders)
    {
        if (node is JsonObject { Count: > 0 } obj)
        {
            holders.Add(obj);
            foreach (var (_, value) in obj)
            {
                Collect(value, holders);
            }
        }
        else if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                Collect(item, holders);
            }
        }
    }

    private static string Disturb(Random random, string path)
    {
        var bare = path.Split('?')[0];
        return random.Next(6) switch
        {
            0 => bare + "/",
            1 => bare + "/status",
            2 => bare + "/scale",
            3 => bare.Replace("/namespaces/", "//namespaces/", StringComparison.Ordinal),
            4 => bare + "/" + new string('a', 3000),
            _ => bare[..random.Next(1, bare.Length)] + "%",
        };
    }

    private Task<int> SendAsync(string method, string path, string body, string type, string query) =>
        SendAsync(method, path, Encoding.UTF8.GetBytes(body), type, query);

    private async Task<int> SendAsync(string method, string path, byte[] body, string type, string query)
    {
        var parts = path.Split('?', 2);
        using var aborted = new CancellationTokenSource(TimeSpan.FromMilliseconds(path.Contains("watch=", StringComparison.Ordinal) || query.StartsWith("watch", StringComparison.Ordinal) ? 20 : 10_000));
        var context = new DefaultHttpContext { RequestAborted = aborted.Token };
        context.Request.Method = method;
        context.Request.Path = parts[0];
        context.Request.QueryString = new QueryString("?" + string.Join('&', new[] { parts.Length > 1 ? parts[1] : "", query }.Where(part => part.Length > 0)));
        context.Request.Body = new MemoryStream(body);
        context.Request.ContentType = type;
        context.Request.Headers.Authorization = "Bearer " + _server!.AdministratorToken;
        context.Response.Body = new MemoryStream();
        await _server.ControlPlane.HandleAsync(context);
        return KnownFault.Is(context) ? 400 : context.Response.StatusCode;
    }
}
