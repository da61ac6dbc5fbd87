using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Hosting;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;
using Xunit;

namespace PodKube.Sandbox.Tests.Streams;

/// <summary>Logs, exec and port-forward over the wire, each on a pod of its own.</summary>
public sealed class PodStreamTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private SandboxServer Server => fixture.Server;

    [Fact]
    public async Task Logs_are_text()
    {
        string pod = await StartAsync("logs", "\"sandbox.podkube.dev/logs\":\"a\\nb\\nc\\n\",\"sandbox.podkube.dev/previous-logs\":\"old\\n\"");
        using HttpClient client = Server.CreateClient(Server.AdministratorToken);
        Assert.Equal("a\nb\nc\n", await client.GetStringAsync($"{pod}/log", Stop));
        Assert.Equal("c\n", await client.GetStringAsync($"{pod}/log?tailLines=1", Stop));
        Assert.Equal("old\n", await client.GetStringAsync($"{pod}/log?previous=true", Stop));
    }

    [Theory]
    [InlineData("?container=x", 400, "container x is not valid for pod bad-0")]
    [InlineData("?previous=true", 400, "previous terminated container \"main\" in pod \"bad-1\" not found")]
    [InlineData("?tailLines=-1", 422, "PodLogOptions \"bad-2\" is invalid: tailLines: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("?tailLines=x", 400, "strconv.ParseInt: parsing \"x\": invalid syntax")]
    public async Task Bad_log_requests_say_why(string query, int code, string message)
    {
        int number = Array.IndexOf(["?container=x", "?previous=true", "?tailLines=-1", "?tailLines=x"], query);
        string pod = await StartAsync($"bad-{number}");
        using HttpClient client = Server.CreateClient(Server.AdministratorToken);
        HttpResponseMessage answer = await client.GetAsync($"{pod}/log{query}", Stop);
        Assert.Equal((HttpStatusCode)code, answer.StatusCode);
        Assert.Equal(message, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop)).Text("message"));
    }

    [Fact]
    public async Task A_container_that_has_not_started_has_no_logs()
    {
        string pod = await StartAsync("waiting", "\"sandbox.podkube.dev/fail\":\"ContainerCreating\"", waitFor: "Pending");
        using HttpClient client = Server.CreateClient(Server.AdministratorToken);
        HttpResponseMessage answer = await client.GetAsync($"{pod}/log", Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("container \\\"main\\\" in pod \\\"waiting\\\" is waiting to start: ContainerCreating", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v5.channel.k8s.io")]
    [InlineData("v4.channel.k8s.io")]
    public async Task Exec_carries_streams_and_exit_code(string protocol)
    {
        string pod = await StartAsync("exec-" + protocol[1]);
        using ClientWebSocket socket = await ConnectAsync(
            $"{pod}/exec?command=sh&command=-c&command=echo%20out%3B%20echo%20err%20%3E%262%3B%20exit%203&stdout=true&stderr=true", protocol);
        Dictionary<byte, string> channels = await ReadAllAsync(socket);

        Assert.Equal("out\n", channels[1]);
        Assert.Equal("err\n", channels[2]);
        JsonNode status = JsonNode.Parse(channels[3])!;
        Assert.Equal("NonZeroExitCode", status.Text("reason"));
        Assert.Equal("3", status.Items("details", "causes").Single().Text("message"));
    }

    [Fact]
    public async Task Closing_stdin_ends_the_input_of_the_command()
    {
        string pod = await StartAsync("stdin");
        using ClientWebSocket socket = await ConnectAsync($"{pod}/exec?command=cat&stdin=true&stdout=true", "v5.channel.k8s.io");
        await socket.SendAsync((byte[])[0, .. "typed"u8], WebSocketMessageType.Binary, true, Stop);
        await socket.SendAsync((byte[])[4, .. "{\"Width\":80,\"Height\":24}"u8], WebSocketMessageType.Binary, true, Stop);
        await socket.SendAsync((byte[])[255, 0], WebSocketMessageType.Binary, true, Stop);
        Dictionary<byte, string> channels = await ReadAllAsync(socket);

        Assert.Equal("typed", channels[1]);
        Assert.Equal("Success", JsonNode.Parse(channels[3]).Text("status"));
    }

    [Fact]
    public async Task A_forwarded_port_answers_over_channels()
    {
        string pod = await StartAsync("ports", "\"sandbox.podkube.dev/ports\":\"{\\\"6379\\\":\\\"echo\\\"}\"");
        using ClientWebSocket socket = await ConnectAsync($"{pod}/portforward?ports=6379", "v4.channel.k8s.io");
        await socket.SendAsync((byte[])[0, .. "ping"u8], WebSocketMessageType.Binary, true, Stop);
        byte[] buffer = new byte[64];
        List<string> messages = [];
        for (int i = 0; i < 3; i++)
        {
            WebSocketReceiveResult part = await socket.ReceiveAsync(buffer, Stop);
            messages.Add(Convert.ToHexString(buffer.AsSpan(0, part.Count)));
        }

        Assert.Equal(["00EB18", "01EB18", "00" + Convert.ToHexString("ping"u8)], messages);
    }

    [Fact]
    public async Task Exec_without_an_upgrade_is_refused()
    {
        string pod = await StartAsync("plain");
        using HttpClient client = Server.CreateClient(Server.AdministratorToken);
        HttpResponseMessage answer = await client.GetAsync($"{pod}/exec?command=ls&stdout=true", Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Upgrade request required", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    private async Task<ClientWebSocket> ConnectAsync(string path, string protocol)
    {
        ClientWebSocket socket = new();
        socket.Options.AddSubProtocol(protocol);
        socket.Options.SetRequestHeader("Authorization", "Bearer " + Server.AdministratorToken);
        using HttpMessageInvoker invoker = new(Server.CreateHandler(), disposeHandler: false);
        await socket.ConnectAsync(new UriBuilder(new Uri(Server.Url, path)) { Scheme = "wss" }.Uri, invoker, Stop);
        return socket;
    }

    private static async Task<Dictionary<byte, string>> ReadAllAsync(ClientWebSocket socket)
    {
        Dictionary<byte, string> channels = [];
        byte[] buffer = new byte[64 * 1024];
        while (true)
        {
            WebSocketReceiveResult part = await socket.ReceiveAsync(buffer, Stop);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Stop);
                return channels;
            }

            channels[buffer[0]] = channels.GetValueOrDefault(buffer[0]) + Encoding.UTF8.GetString(buffer, 1, part.Count - 1);
        }
    }

    // Waits on the store's own watch, not on a clock.
    private async Task<string> StartAsync(string name, string annotations = "", string waitFor = "Running")
    {
        ResourceOperations operations = Server.ControlPlane.Operations;
        string json = $$$"""{"metadata":{"name":"{{{name}}}","annotations":{ {{{annotations}}} } },"spec":{"containers":[{"name":"main","image":"i"}]}}""";
        StoredObject created = operations.Create(
            OperationContext.ForController("test"), operations.Kinds.Require("pods"), "default", (JsonObject)JsonText.Parse(Encoding.UTF8.GetBytes(json))!);
        await foreach (StoreEvent change in operations.Store.Watch("pods", "default", created.Revision - 1, Stop))
        {
            JsonObject pod = change.Object.Value;
            if (pod.Name() == name && pod.Text("status", "phase") == waitFor && pod.Text("spec", "nodeName") is not null)
            {
                break;
            }
        }

        return $"/api/v1/namespaces/default/pods/{name}";
    }
}
